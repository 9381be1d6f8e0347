"""The tables of a børs. Rows hold the present; `event` holds the history and is only ever added to.

Every desk reads whatever it needs from here; each table is written by one desk, named beside it. Moments are UTC text
(`times.stamp`), lists are JSON text, yes and no are 1 and 0. Contact details stand in `contact` and nowhere else.

This is a file as it is made today. Older ones are brought to the same by `migrations.py`: a table that is changed here
needs a step there, and a new column stands last in its table. Views, triggers and indices may be changed freely.
"""

STATEMENTS = (
    # ---- store and bus -------------------------------------------------------------------------------------------
    """create table event (
        id integer primary key autoincrement, at text not null, kind text not null, data text not null,
        command text not null, by_role text not null, by_link text) strict""",
    "create index event_command on event(command)",
    """create trigger event_never_changes before update on event begin
        select raise(abort, 'events are never changed'); end""",
    """create trigger event_never_goes before delete on event begin
        select raise(abort, 'events are never deleted'); end""",
    """create table command (id text primary key, kind text not null, fingerprint text not null, at text not null)
        strict, without rowid""",
    # ---- staff: who works here -----------------------------------------------------------------------------------
    "create table secret (name text primary key, value blob not null) strict, without rowid",
    """create table organiser (id text primary key, name text not null unique, password_hash text not null,
        created_at text not null) strict, without rowid""",
    """create table link (
        id text primary key, role text not null, label text not null, person text references person(id),
        generation integer not null default 1, fingerprint text not null unique, created_at text not null,
        revoked_at text) strict, without rowid""",
    "create unique index link_of_person on link(person) where person is not null",
    """create table session (
        fingerprint text primary key, role text not null, link text references link(id),
        organiser text references organiser(id), name text not null, created_at text not null,
        expires_at text not null, revoked_at text) strict, without rowid""",
    # ---- tablets: which device is at which desk ------------------------------------------------------------------
    # A tablet is a link (its job and its name) by which one device is in at a time. `offered_until`: how long the code
    # on the organiser's page may be used; null when there is none.
    """create table tablet (
        link text primary key references link(id), offered_until text, paired_at text, seen_at text, locked_at text)
        strict, without rowid""",
    "create table tablet_pin (id integer primary key check (id = 1), pin_hash text not null) strict",
    # ---- staff: how the børs is set up ---------------------------------------------------------------------------
    """create table exchange (
        id integer primary key check (id = 1), slug text not null, name text not null, place text not null,
        doors_at text not null, gong_at text not null, welcome_minutes integer not null,
        rounds integer not null, round_minutes integer not null, change_minutes integer not null,
        floor_minutes integer not null, closing_minutes integer not null,
        min_meetings integer not null, max_meetings integer not null,
        one_way_gifts integer not null, signup_closes_at text not null, contact text not null,
        accessibility_url text not null default '',
        catalogue_readers text not null default 'public', catalogue_opens_at text,
        plenary_minutes integer not null default 0, pause_minutes integer not null default 0,
        pause_after integer not null default 0) strict""",
    "create table side_pair (a text not null, b text not null, primary key (a, b)) strict, without rowid",
    """create table category (id text primary key, name text not null, position integer not null) strict,
        without rowid""",
    """create table hall_table (id text primary key, name text not null unique, features text not null,
        position integer not null) strict, without rowid""",
    # ---- signup --------------------------------------------------------------------------------------------------
    """create table party (
        id text primary key, name text not null, name_key text not null default '', side text not null,
        orgnr text not null default '',
        about text not null default '', note text not null default '', source text not null,
        rules_accepted_at text, created_at text not null, withdrawn_at text) strict, without rowid""",
    "create unique index party_orgnr on party(orgnr) where orgnr != '' and withdrawn_at is null",
    "create index party_name on party(name_key)",
    """create table person (
        id text primary key, code text not null unique, name text not null,
        present_from text, present_until text, requires text not null default '[]',
        walk_in integer not null default 0, language text not null default 'nb',
        created_at text not null, withdrawn_at text,
        arrived_at text, left_at text) strict, without rowid""",
    # `channel` is how they would rather be reached: 'email', 'sms', 'paper', or '' when they have not said.
    """create table contact (person text primary key references person(id), email text not null default '',
        phone text not null default '', channel text not null default '') strict, without rowid""",
    """create table speaks_for (person text not null references person(id), party text not null references party(id),
        position integer not null default 0, primary key (person, party)) strict, without rowid""",
    "create index speaks_for_party on speaks_for(party)",
    """create table post (
        id text primary key, party text not null references party(id), kind text not null, text text not null,
        quantity text not null default '', time text not null default '', area text not null default '',
        conditions text not null default '', capacity text not null default '',
        position integer not null, created_at text not null, changed_at text, withdrawn_at text,
        status text not null default 'shown' check (status in ('shown', 'held', 'declined')),
        held_for text not null default '[]', moderator_note text not null default '')
        strict, without rowid""",
    "create index post_party on post(party)",
    # What may be seen by others and be planned with: neither taken down, nor held for the organiser, nor declined, nor
    # erased with the private person who wrote it.
    "create view shown_post as select * from post where status = 'shown' and withdrawn_at is null and text != ''",
    """create table post_category (post text not null references post(id),
        category text not null references category(id), primary key (post, category)) strict, without rowid""",
    """create table wish (
        id text primary key, party text not null references party(id), kind text not null, text text not null,
        text_key text not null default '', about text references party(id)) strict, without rowid""",
    # Somebody signed up a party in the name of a person on file. They speak for it when they (or the staff) say so.
    """create table hat_asked (person text not null references person(id), party text not null references party(id),
        position integer not null, at text not null, primary key (person, party)) strict, without rowid""",
    # Whoever was signed up by a stranger and said so: to this address (an HMAC of it) no receipt goes by itself again.
    "create table not_me (address text primary key, at text not null) strict, without rowid",
    # What somebody has typed and not sent yet: `typed` is JSON, [[field, value], …], and personal. Found by whoever has
    # its id. Deleted when it is sent, by a button, or when it expires.
    """create table signup_draft (id text primary key, typed text not null, step text not null,
        edition integer not null, saved_at text not null, expires_at text not null) strict, without rowid""",
    # An uploaded file waits here until the organiser says yes or no; then it is deleted (it is full of personal data).
    """create table import_batch (id text primary key, file_name text not null, sheet text not null,
        created_at text not null, expires_at text not null) strict, without rowid""",
    # What the headings of this børs's files mean, where the organiser had to say it; '' is «skip».
    """create table column_meaning (heading text primary key, field text not null) strict, without rowid""",
    # ---- hats ----------------------------------------------------------------------------------------------------
    # What was moved from `gone` to `kept`, row by row and by ids only, so that it can be undone to the letter.
    """create table hat_change (id text primary key, number integer not null unique,
        kind text not null check (kind in ('parties', 'people', 'move', 'hat')), kept text not null, gone text not null,
        moved text not null, at text not null, undone_at text) strict, without rowid""",
    # Two that look like one, and are not: not suggested again.
    """create table not_same (a text not null, b text not null, primary key (a, b)) strict, without rowid""",
    # ---- moderation ----------------------------------------------------------------------------------------------
    # No row: posts are shown at once. The posts themselves are signup's; moderation writes status, note and text.
    """create table moderation (id integer primary key check (id = 1), approve_first integer not null) strict""",
    # ---- catalogue -----------------------------------------------------------------------------------------------
    # Who has said that they can help with a need, or could use an offer. Taken back, the row goes; the history stays.
    """create table interest (post text not null references post(id), party text not null references party(id),
        person text references person(id), at text not null, primary key (post, party)) strict,
        without rowid""",
    # How often a post was opened, by whomever: a number and nothing else.
    """create table post_views (post text primary key references post(id), views integer not null) strict,
        without rowid""",
    # ---- programme -----------------------------------------------------------------------------------------------
    # At most one draft, with the number that it gets if it is published; a new draft takes the old one's place.
    # `before_…` is what the version before it still gives, with those who are here; `by_hand` what a hand edit brings.
    """create table planning_rule (a text not null references party(id), b text not null references party(id),
        kind text not null, round integer, primary key (a, b)) strict, without rowid""",
    """create table programme (
        version integer primary key, status text not null, draft text not null unique, based_on integer not null,
        world text not null, created_at text not null,
        published_at text, shortfall integer not null, worth integer not null, waits integer not null,
        moves integer not null, bound_shortfall integer not null, bound_worth integer not null,
        seconds real not null,
        purpose text not null default 'plan' check (purpose in ('plan', 'replan', 'place', 'hand')),
        before_shortfall integer, before_worth integer, by_hand text not null default '{}') strict""",
    """create table meeting (
        id text primary key, version integer not null references programme(version), round integer not null,
        hall_table text not null references hall_table(id), a text not null references party(id),
        b text not null references party(id), worth integer not null, needs text not null, reasons text not null)
        strict, without rowid""",
    "create index meeting_version on meeting(version, round)",
    # The meetings of the programme that holds (`borse/published.py`).
    """create view meeting_now as select * from meeting
        where version = (select max(version) from programme where status = 'published')""",
    """create table meeting_person (meeting text not null references meeting(id),
        person text not null references person(id), party text not null references party(id),
        primary key (meeting, person)) strict, without rowid""",
    "create index meeting_person_person on meeting_person(person)",
    # Which version somebody has said that they have seen: what has changed since then stands out on their page.
    """create table programme_seen (person text primary key references person(id), version integer not null,
        at text not null) strict, without rowid""",
    # When the programme is planned anew during the evening, and who counts as absent (`borse/presence.py`).
    """create table replanning (id integer primary key check (id = 1),
        mode text not null check (mode in ('off', 'ask', 'auto')), minutes_before integer not null,
        missing_minutes integer) strict""",
    # The rounds that planning has been asked for by the clock: once each.
    "create table replan_asked (round integer primary key, at text not null) strict",
    """create table few_meetings (version integer not null references programme(version),
        party text not null references party(id), meetings integer not null, reasons text not null,
        primary key (version, party)) strict, without rowid""",
    """create trigger published_is_frozen_1 before update on programme when old.status = 'published'
        begin select raise(abort, 'a published programme is never changed'); end""",
    """create trigger published_is_frozen_2 before delete on programme when old.status = 'published'
        begin select raise(abort, 'a published programme is never deleted'); end""",
    """create trigger published_is_frozen_3 before update of id, version, round, hall_table, a, b, worth, needs
        on meeting begin select raise(abort, 'a meeting is never changed: plan again'); end""",
    # Its reasons quote what people wrote: they may be erased, and nothing else.
    """create trigger published_is_frozen_5 before update of reasons on meeting when new.reasons != '[]'
        begin select raise(abort, 'a meeting is never changed: plan again'); end""",
    """create trigger published_is_frozen_4 before delete on meeting
        when (select status from programme p where p.version = old.version) = 'published'
        begin select raise(abort, 'a published meeting is never deleted'); end""",
    # ---- floor ---------------------------------------------------------------------------------------------------
    # Each phase that was really begun, in order (a "turn" of the clock); going back begins the earlier one anew.
    """create table phase_log (
        id integer primary key autoincrement, phase integer not null, kind text not null, round integer,
        started_at text not null, ends_at text not null, ended_at text) strict""",
    """create table clock (
        id integer primary key check (id = 1), turn integer not null references phase_log(id),
        paused_at text) strict""",
    # The organiser lets agreements be made outside the gongs: from when, until when at the latest, when it was closed.
    """create table etterbors (id integer primary key autoincrement, opened_at text not null, closes_at text not null,
        closed_at text) strict""",
    # What the host says to the hall: on the big screen, on the telephones of those who take part, or both.
    """create table notice (
        id text primary key, text text not null, on_screens integer not null, on_phones integer not null,
        said_at text not null, until text not null, taken_down_at text, by_name text not null) strict, without rowid""",
    # How the organiser wants the big screen. No row: as it comes.
    """create table wall (id integer primary key check (id = 1), names_missing integer not null) strict""",
    # ---- prizes --------------------------------------------------------------------------------------------------
    # A prize that the jury votes about: while `closed_at` is empty nobody but the member reads a vote.
    """create table ballot (prize text primary key, opened_at text not null, closed_at text) strict, without rowid""",
    """create table jury_vote (
        prize text not null references ballot(prize), member text not null references link(id),
        agreement text not null references agreement(id), at text not null, primary key (prize, member)) strict,
        without rowid""",
    # Which prize stands on the big screen now.
    """create table prize_shown (
        id integer primary key check (id = 1), prize text not null, at text not null) strict""",
    # ---- reception -----------------------------------------------------------------------------------------------
    # What was written at the door, each row once and for ever, in whatever order it came; `person.arrived_at` and
    # `left_at` are reckoned from it (`reception/presence.py`). What a row names may come later than the row.
    """create table arrival (
        id text primary key, person text not null, at text not null, by_link text, by_name text not null) strict,
        without rowid""",
    "create index arrival_person on arrival(person, at)",
    """create table arrival_undone (arrival text not null, command text not null, at text not null,
        primary key (arrival, command)) strict, without rowid""",
    """create table departure (arrival text not null, command text not null, at text not null,
        primary key (arrival, command)) strict, without rowid""",
    # Arrivals that stand, and of those the ones that no departure has ended.
    """create view standing as select * from arrival a
        where not exists (select 1 from arrival_undone u where u.arrival = a.id)""",
    """create view here as select * from standing a
        where not exists (select 1 from departure d where d.arrival = a.id)""",
    # `said_person` is the tablet's id for `person`. `filled_…` is 1 when the address had not been given elsewhere.
    """create table walk_in (
        id text primary key, at text not null, said_person text not null, person text not null references person(id),
        party text not null references party(id), was_known integer not null, gave_hat integer not null,
        filled_email integer not null, filled_phone integer not null) strict, without rowid""",
    "create index walk_in_said on walk_in(said_person)",
    "create index walk_in_person on walk_in(person)",
    # ---- printing ------------------------------------------------------------------------------------------------
    # What was last printed for somebody: a hash of all that stood there, so that only what changed is printed anew.
    """create table printed (person text not null references person(id), sheet text not null
        check (sheet in ('badge', 'slip')), fingerprint text not null, at text not null, primary key (person, sheet))
        strict, without rowid""",
    # What was printed in one go, so that it can be opened again when the paper jams.
    """create table print_batch (id text primary key, sheet text not null, layout text not null, people text not null,
        at text not null) strict, without rowid""",
    # ---- notary --------------------------------------------------------------------------------------------------
    # `source` is where it was first written down: by staff, on a party's own telephone, or on paper.
    """create table agreement (id text primary key, number integer unique,
        source text not null default 'desk' check (source in ('desk', 'phone', 'paper')),
        created_at text not null) strict, without rowid""",
    # `wording` is the version whose words these are: a correction has its own, a step of the way those it found.
    """create table agreement_version (
        agreement text not null references agreement(id), version integer not null, wording integer not null,
        status text not null,
        first_caller text not null references party(id), next_step text not null, conditions text not null,
        meeting text references meeting(id), note text not null, by_role text not null, by_name text not null,
        at text not null, primary key (agreement, version)) strict, without rowid""",
    """create table promise (
        agreement text not null, version integer not null, position integer not null,
        giver text not null references party(id), receiver text not null references party(id), what text not null,
        quantity text not null, due text not null, category text references category(id), hours real, kroner integer,
        primary key (agreement, version, position),
        foreign key (agreement, version) references agreement_version(agreement, version)) strict, without rowid""",
    "create index promise_giver on promise(giver)",
    "create index promise_receiver on promise(receiver)",
    """create view agreement_now as
        select a.id, a.number, a.source, a.created_at, v.version, v.wording, v.status, v.first_caller, v.next_step,
               v.conditions, v.meeting, v.note, v.by_role, v.by_name, v.at
        from agreement a join agreement_version v on v.agreement = a.id
        where v.version = (select max(version) from agreement_version w where w.agreement = a.id)""",
    # What the parties say of a wording, on their own telephones. Only ever added to: a party's newest word counts.
    """create table confirmation (
        id integer primary key autoincrement, agreement text not null, wording integer not null,
        party text not null references party(id), person text not null references person(id),
        says text not null check (says in ('right', 'wrong')), word text not null, at text not null,
        foreign key (agreement, wording) references agreement_version(agreement, version)) strict""",
    "create index confirmation_of on confirmation(agreement, wording, party)",
    """create view party_word as
        select c.* from confirmation c join agreement_now n on n.id = c.agreement and n.wording = c.wording
        where c.id = (select max(id) from confirmation d
                      where d.agreement = c.agreement and d.wording = c.wording and d.party = c.party)""",
    # Which desk has a draft before it. A note for the other desks, not a lock, and forgotten after some minutes.
    """create table draft_taken (agreement text primary key references agreement(id), desk text not null,
        name text not null, at text not null) strict, without rowid""",
    # ---- brokers -------------------------------------------------------------------------------------------------
    "create table broker (id text primary key, name text not null, at text not null) strict, without rowid",
    # Whom each broker looks after: a party is under one wing at most, that of whoever said so last. No broker: it was
    # let go, and what was said before that and comes later (a tablet had no net) does not count any more.
    """create table wing (party text primary key references party(id), broker text references broker(id),
        at text not null) strict, without rowid""",
    # A broker has heard that `party` is interested in `other`, perhaps in one of their posts. The board's own interest
    # is said by the parties themselves.
    """create table noted_interest (id text primary key, party text not null references party(id),
        other text not null references party(id), post text references post(id), words text not null,
        by_name text not null, at text not null, withdrawn_at text) strict, without rowid""",
    # What brokers tell each other about a party. No participant ever sees it.
    """create table broker_note (id text primary key, party text not null references party(id), words text not null,
        by_name text not null, at text not null, withdrawn_at text) strict, without rowid""",
    # A meeting outside the programme; without a round it is on the free floor, until `ends_at`.
    """create table extra_meeting (
        id text primary key, round integer, ends_at text, hall_table text not null references hall_table(id),
        words text not null, by_name text not null, proposed_at text not null, called_off_at text,
        check ((round is null) = (ends_at is not null))) strict, without rowid""",
    # Those who would sit at it: two, or the three or four of a ring, in the order in which each gives to the next.
    """create table extra_chair (
        meeting text not null references extra_meeting(id), position integer not null,
        party text not null references party(id), person text not null references person(id),
        says text not null default '' check (says in ('', 'yes', 'no')),
        primary key (meeting, position), unique (meeting, party), unique (meeting, person)) strict, without rowid""",
    "create index extra_chair_person on extra_chair(person)",
    """create view extra_meeting_now as
        select m.*, case
            when m.called_off_at is not null then 'called_off'
            when exists (select 1 from extra_chair c where c.meeting = m.id and c.says = 'no') then 'declined'
            when not exists (select 1 from extra_chair c where c.meeting = m.id and c.says != 'yes') then 'accepted'
            else 'proposed' end as status
        from extra_meeting m""",
    # ---- outreach ------------------------------------------------------------------------------------------------
    # The outbox. What waits is rendered when it goes, so that it says how things are then; the address is in `contact`.
    # `body` is what was said, without the secret of the link; `version` the programme that it told of.
    """create table message (
        id text primary key, kind text not null, person text not null references person(id),
        about text not null default '', status text not null, channel text not null default '',
        note text not null default '', is_answer integer not null default 0, attempts integer not null default 0,
        created_at text not null, due_at text not null, claimed_at text, done_at text,
        version integer, subject text not null default '', body text not null default '') strict, without rowid""",
    """create unique index message_waits_once on message(kind, person, about)
        where status in ('waiting', 'held', 'to_print')""",
    "create index message_due on message(status, due_at)",
    "create index message_person on message(person, created_at)",
    """create table message_template (kind text not null, channel text not null, language text not null,
        subject text not null, body text not null, primary key (kind, channel, language)) strict, without rowid""",
    """create table opt_out (person text primary key references person(id), fingerprint text not null unique,
        at text) strict, without rowid""",
    """create table reconfirmation (person text primary key references person(id), coming integer not null,
        at text not null) strict, without rowid""",
    # ---- privacy -------------------------------------------------------------------------------------------------
    # What is personal in all these tables, and how long it stays, is said in `privacy/register.py`.
    # No row: agreements are followed up for a year.
    """create table retention (id integer primary key check (id = 1), follow_up_months integer not null) strict""",
    # Each time something was erased: one person, or (person is null) what had lain its time. `cleaned_at` is when the
    # file was rewritten, so that no trace of it is left between the rows.
    """create table erasure (id text primary key, at text not null, person text references person(id),
        rows integer not null, cleaned_at text) strict, without rowid""",
    "create index erasure_person on erasure(person)",
    """create table erasure_request (person text primary key references person(id), at text not null) strict,
        without rowid""",
    # What the terms said, word by word, from when somebody first accepted them so; and who accepted which.
    """create table terms (version text primary key, text text not null, since text not null) strict, without rowid""",
    """create table terms_accepted (party text not null references party(id),
        version text not null references terms(version), at text not null, primary key (party, version)) strict,
        without rowid""",
)
