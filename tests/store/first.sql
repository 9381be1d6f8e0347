-- A børs of the first version whose files have to be kept, with a row in each table: everybody in it is made up.
-- Never changed: tests/store/test_versions.py opens it with whatever version there is. Has each kind of event that there was, too.
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'borse','the_first_tables','2026-11-22 11:31:17.575364+00:00');
CREATE TABLE agreement (id text primary key, number integer unique,
        source text not null default 'desk' check (source in ('desk', 'phone', 'paper')),
        created_at text not null) strict, without rowid;
INSERT INTO "agreement" VALUES('db8dcf43e44d49f6bc1d7a3fc7f5297e',1,'desk','2027-03-16T17:18:00.000000Z');
CREATE TABLE agreement_version (
        agreement text not null references agreement(id), version integer not null, wording integer not null,
        status text not null,
        first_caller text not null references party(id), next_step text not null, conditions text not null,
        meeting text references meeting(id), note text not null, by_role text not null, by_name text not null,
        at text not null, primary key (agreement, version)) strict, without rowid;
INSERT INTO "agreement_version" VALUES('db8dcf43e44d49f6bc1d7a3fc7f5297e',1,1,'agreed','f7893510399a4a628687e136222d0f06','Turlaget ringer innen tre uker.','',NULL,'','organiser','Kari Arrangør','2027-03-16T17:18:00.000000Z');
INSERT INTO "agreement_version" VALUES('db8dcf43e44d49f6bc1d7a3fc7f5297e',2,1,'approved','f7893510399a4a628687e136222d0f06','Turlaget ringer innen tre uker.','',NULL,'','organiser','Kari Arrangør','2027-03-16T17:18:00.000000Z');
INSERT INTO "agreement_version" VALUES('db8dcf43e44d49f6bc1d7a3fc7f5297e',3,1,'knocked_through','f7893510399a4a628687e136222d0f06','Turlaget ringer innen tre uker.','',NULL,'','organiser','Kari Arrangør','2027-03-16T17:18:00.000000Z');
CREATE TABLE arrival (
        id text primary key, person text not null, at text not null, by_link text, by_name text not null) strict,
        without rowid;
INSERT INTO "arrival" VALUES('arrival-id','arrival-person','2027-03-16T17:20:00.000Z','arrival-by_link','arrival-by_name');
CREATE TABLE arrival_undone (arrival text not null, command text not null, at text not null,
        primary key (arrival, command)) strict, without rowid;
INSERT INTO "arrival_undone" VALUES('arrival_undone-arrival','arrival_undone-command','2027-03-16T17:20:00.000Z');
CREATE TABLE ballot (prize text primary key, opened_at text not null, closed_at text) strict, without rowid;
INSERT INTO "ballot" VALUES('ballot-prize','2027-03-16T17:20:00.000Z','2027-03-16T17:20:00.000Z');
CREATE TABLE broker (id text primary key, name text not null, at text not null) strict, without rowid;
INSERT INTO "broker" VALUES('broker-id','broker-name','2027-03-16T17:20:00.000Z');
CREATE TABLE broker_note (id text primary key, party text not null references party(id), words text not null,
        by_name text not null, at text not null, withdrawn_at text) strict, without rowid;
INSERT INTO "broker_note" VALUES('broker_note-id','5f858ca483254b8ca72341f005b8fe60','broker_note-words','broker_note-by_name','2027-03-16T17:20:00.000Z','2027-03-16T17:20:00.000Z');
CREATE TABLE category (id text primary key, name text not null, position integer not null) strict,
        without rowid;
INSERT INTO "category" VALUES('kloke hoder','Kloke hoder',1);
INSERT INTO "category" VALUES('lokaler','Lokaler',2);
INSERT INTO "category" VALUES('nyttige never','Nyttige never',0);
CREATE TABLE clock (
        id integer primary key check (id = 1), turn integer not null references phase_log(id),
        paused_at text) strict;
INSERT INTO "clock" VALUES(1,3,NULL);
CREATE TABLE column_meaning (heading text primary key, field text not null) strict, without rowid;
INSERT INTO "column_meaning" VALUES('column_meaning-heading','column_meaning-field');
CREATE TABLE command (id text primary key, kind text not null, fingerprint text not null, at text not null)
        strict, without rowid;
INSERT INTO "command" VALUES('24b2ea9276e540069805f59c42ae360b','RegisterAgreement','e233f49256d6aac22c2f957924fd03179f43b81b3454855927e4a6bce16d1702','2027-03-16T17:18:00.000000Z');
INSERT INTO "command" VALUES('37182aad27834b2b8afbfa2982cfcf9e','PublishProgramme','1b7ba00e35e8aa8a7d9886117703bccb1090d2949a863352a81d9345f6144d28','2027-02-14T17:15:00.000000Z');
INSERT INTO "command" VALUES('599406557a8a40f68ceb6123b140debb','RegisterParty','3f5ce24e3cd93d6174de7a0d2240b1f83cba30e05ad37ed085e1de06007aece5','2027-02-14T17:15:00.000000Z');
INSERT INTO "command" VALUES('5d0e6ed77efc46a6b43ceb0d7b5d7297','ApproveAgreement','a0b7a8067fb727c83c02021d7eefedd0bb6b12f8c3def8ef45ca306535381fc1','2027-03-16T17:18:00.000000Z');
INSERT INTO "command" VALUES('6b5be42d78234a228dbee17b1f91e457','RegisterParty','830cf53b5efa850a8268e514b838e5db32257039f8c661d8c6fb3b29f7dbc510','2027-02-14T17:15:00.000000Z');
INSERT INTO "command" VALUES('71ce0f525ced4844836c19574618a42d','RegisterParty','ae43c47fd146d49f841a14cc652d0c92ccf6e5fc41ea19a3d5c5811eff172782','2027-02-14T17:15:00.000000Z');
INSERT INTO "command" VALUES('825ed502161a4ffb8b019e4325e9298a','CreateExchange','20c6b6e4510f287bb693eefa9674b9fd68c0a7c0f74e6d240abaa20831c58ad3','2027-02-14T17:15:00.000000Z');
INSERT INTO "command" VALUES('9a602e9101424ce28f61a1f68bd81c36','StartEvening','43b6f7108fc57772774ff8eccbe5d9d4c2deb73dac8fa6112884d82d453366dc','2027-03-16T16:45:00.000000Z');
INSERT INTO "command" VALUES('9ed07244f52c42b8b2daf5c3dbd1f128','NextPhase','1aa7dd373cd1c3dea181efd62f7b26e58ef424a23f687d9f94bb19c066a4447f','2027-03-16T16:45:00.000000Z');
INSERT INTO "command" VALUES('b60c7c07d8544cdbbb71ab32fa38c167','KnockThrough','a1c616682378561080c564320fa6b12fa772dbe8f2bfffec5e90ff744bd1dda1','2027-03-16T17:18:00.000000Z');
INSERT INTO "command" VALUES('c071322f23ca49338bd0e1cd7ee39885','SaveDraft','67e0a6096bb8be9a260cbda45fe7e490bbd2e0136629e1d442f0dedbedeb775d','2027-02-14T17:15:00.000000Z');
INSERT INTO "command" VALUES('c78521290c9b4e34bf5f86453f9cf32c','NextPhase','b9b2679373a2f41fb55ecc6a23d08f7a6d138b837c9bb0b9f8756146f3faafe2','2027-03-16T16:45:00.000000Z');
CREATE TABLE confirmation (
        id integer primary key autoincrement, agreement text not null, wording integer not null,
        party text not null references party(id), person text not null references person(id),
        says text not null check (says in ('right', 'wrong')), word text not null, at text not null,
        foreign key (agreement, wording) references agreement_version(agreement, version)) strict;
INSERT INTO "confirmation" VALUES(1,'db8dcf43e44d49f6bc1d7a3fc7f5297e',1,'5f858ca483254b8ca72341f005b8fe60','701f076cc8ca48c9b4adeb77cdc5027a','right','confirmation-word','2027-03-16T17:20:00.000Z');
CREATE TABLE contact (person text primary key references person(id), email text not null default '',
        phone text not null default '', channel text not null default '') strict, without rowid;
INSERT INTO "contact" VALUES('701f076cc8ca48c9b4adeb77cdc5027a','','','');
INSERT INTO "contact" VALUES('8038a5b04e1044f39d496852c95d78ae','tora@eksempel.no','+4790000001','');
INSERT INTO "contact" VALUES('c23e54051a194342aaeac3f38fe5b227','snorre@eksempel.no','','');
CREATE TABLE departure (arrival text not null, command text not null, at text not null,
        primary key (arrival, command)) strict, without rowid;
INSERT INTO "departure" VALUES('departure-arrival','departure-command','2027-03-16T17:20:00.000Z');
CREATE TABLE draft_taken (agreement text primary key references agreement(id), desk text not null,
        name text not null, at text not null) strict, without rowid;
INSERT INTO "draft_taken" VALUES('db8dcf43e44d49f6bc1d7a3fc7f5297e','draft_taken-desk','draft_taken-name','2027-03-16T17:20:00.000Z');
CREATE TABLE erasure (id text primary key, at text not null, person text references person(id),
        rows integer not null, cleaned_at text) strict, without rowid;
INSERT INTO "erasure" VALUES('erasure-id','2027-03-16T17:20:00.000Z','701f076cc8ca48c9b4adeb77cdc5027a',1,'2027-03-16T17:20:00.000Z');
CREATE TABLE erasure_request (person text primary key references person(id), at text not null) strict,
        without rowid;
INSERT INTO "erasure_request" VALUES('701f076cc8ca48c9b4adeb77cdc5027a','2027-03-16T17:20:00.000Z');
CREATE TABLE etterbors (id integer primary key autoincrement, opened_at text not null, closes_at text not null,
        closed_at text) strict;
INSERT INTO "etterbors" VALUES(1,'2027-03-16T17:20:00.000Z','2027-03-16T17:20:00.000Z','2027-03-16T17:20:00.000Z');
CREATE TABLE event (
        id integer primary key autoincrement, at text not null, kind text not null, data text not null,
        command text not null, by_role text not null, by_link text) strict;
INSERT INTO "event" VALUES(1,'2027-02-14T17:15:00.000000Z','ExchangeCreated','{"slug":"forste"}','825ed502161a4ffb8b019e4325e9298a','organiser',NULL);
INSERT INTO "event" VALUES(2,'2027-02-14T17:15:00.000000Z','PartyRegistered','{"party":"6a0db508c71f4dd9a7b396b04afc33c2","people":["8038a5b04e1044f39d496852c95d78ae"],"joined":[],"asked":[]}','6b5be42d78234a228dbee17b1f91e457','organiser',NULL);
INSERT INTO "event" VALUES(3,'2027-02-14T17:15:00.000000Z','PartyRegistered','{"party":"f7893510399a4a628687e136222d0f06","people":["c23e54051a194342aaeac3f38fe5b227"],"joined":[],"asked":[]}','599406557a8a40f68ceb6123b140debb','organiser',NULL);
INSERT INTO "event" VALUES(4,'2027-02-14T17:15:00.000000Z','PartyRegistered','{"party":"5f858ca483254b8ca72341f005b8fe60","people":["701f076cc8ca48c9b4adeb77cdc5027a"],"joined":[],"asked":[]}','71ce0f525ced4844836c19574618a42d','organiser',NULL);
INSERT INTO "event" VALUES(5,'2027-02-14T17:15:00.000000Z','DraftSaved','{"version":1,"draft":"c071322f23ca49338bd0e1cd7ee39885","based_on":0,"purpose":"plan"}','c071322f23ca49338bd0e1cd7ee39885','organiser',NULL);
INSERT INTO "event" VALUES(6,'2027-02-14T17:15:00.000000Z','ProgrammePublished','{"version":1}','37182aad27834b2b8afbfa2982cfcf9e','organiser',NULL);
INSERT INTO "event" VALUES(7,'2027-03-16T16:45:00.000000Z','PhaseBegan','{"turn":1,"kind":"doors","round":null}','9a602e9101424ce28f61a1f68bd81c36','organiser',NULL);
INSERT INTO "event" VALUES(8,'2027-03-16T16:45:00.000000Z','PhaseBegan','{"turn":2,"kind":"welcome","round":null}','9ed07244f52c42b8b2daf5c3dbd1f128','organiser',NULL);
INSERT INTO "event" VALUES(9,'2027-03-16T16:45:00.000000Z','PhaseBegan','{"turn":3,"kind":"round","round":1}','c78521290c9b4e34bf5f86453f9cf32c','organiser',NULL);
INSERT INTO "event" VALUES(10,'2027-03-16T17:18:00.000000Z','AgreementRegistered','{"agreement":"db8dcf43e44d49f6bc1d7a3fc7f5297e","status":"agreed","parties":["6a0db508c71f4dd9a7b396b04afc33c2","f7893510399a4a628687e136222d0f06"]}','24b2ea9276e540069805f59c42ae360b','organiser',NULL);
INSERT INTO "event" VALUES(11,'2027-03-16T17:18:00.000000Z','AgreementApproved','{"agreement":"db8dcf43e44d49f6bc1d7a3fc7f5297e","version":2}','5d0e6ed77efc46a6b43ceb0d7b5d7297','organiser',NULL);
INSERT INTO "event" VALUES(12,'2027-03-16T17:18:00.000000Z','AgreementKnockedThrough','{"agreement":"db8dcf43e44d49f6bc1d7a3fc7f5297e","version":3,"number":1}','b60c7c07d8544cdbbb71ab32fa38c167','organiser',NULL);
INSERT INTO "event" VALUES(13,'2027-03-16T17:30:00.000Z','ExchangeChanged','{}','command-ExchangeChanged','organiser',NULL);
INSERT INTO "event" VALUES(14,'2027-03-16T17:30:00.000Z','SessionOpened','{"role":"public"}','command-SessionOpened','organiser',NULL);
INSERT INTO "event" VALUES(15,'2027-03-16T17:30:00.000Z','SessionClosed','{}','command-SessionClosed','organiser',NULL);
INSERT INTO "event" VALUES(16,'2027-03-16T17:30:00.000Z','LinkMade','{"link":"6a7b8c9d","role":"public"}','command-LinkMade','organiser',NULL);
INSERT INTO "event" VALUES(17,'2027-03-16T17:30:00.000Z','LinkRevoked','{"link":"6a7b8c9d"}','command-LinkRevoked','organiser',NULL);
INSERT INTO "event" VALUES(18,'2027-03-16T17:30:00.000Z','ExchangeMoved','{"doors_were_at":"6a7b8c9d","gong_was_at":"6a7b8c9d","place_was":"6a7b8c9d"}','command-ExchangeMoved','organiser',NULL);
INSERT INTO "event" VALUES(19,'2027-03-16T17:30:00.000Z','PinSet','{}','command-PinSet','organiser',NULL);
INSERT INTO "event" VALUES(20,'2027-03-16T17:30:00.000Z','TabletAdded','{"tablet":"6a7b8c9d","role":"public"}','command-TabletAdded','organiser',NULL);
INSERT INTO "event" VALUES(21,'2027-03-16T17:30:00.000Z','TabletOffered','{"tablet":"6a7b8c9d"}','command-TabletOffered','organiser',NULL);
INSERT INTO "event" VALUES(22,'2027-03-16T17:30:00.000Z','TabletPaired','{"tablet":"6a7b8c9d"}','command-TabletPaired','organiser',NULL);
INSERT INTO "event" VALUES(23,'2027-03-16T17:30:00.000Z','TabletRenamed','{"tablet":"6a7b8c9d"}','command-TabletRenamed','organiser',NULL);
INSERT INTO "event" VALUES(24,'2027-03-16T17:30:00.000Z','TabletMoved','{"tablet":"6a7b8c9d","role":"public"}','command-TabletMoved','organiser',NULL);
INSERT INTO "event" VALUES(25,'2027-03-16T17:30:00.000Z','TabletLocked','{"tablet":"6a7b8c9d"}','command-TabletLocked','organiser',NULL);
INSERT INTO "event" VALUES(26,'2027-03-16T17:30:00.000Z','TabletUnlocked','{"tablet":"6a7b8c9d"}','command-TabletUnlocked','organiser',NULL);
INSERT INTO "event" VALUES(27,'2027-03-16T17:30:00.000Z','TabletDisconnected','{"tablet":"6a7b8c9d"}','command-TabletDisconnected','organiser',NULL);
INSERT INTO "event" VALUES(28,'2027-03-16T17:30:00.000Z','TabletRevoked','{"tablet":"6a7b8c9d"}','command-TabletRevoked','organiser',NULL);
INSERT INTO "event" VALUES(29,'2027-03-16T17:30:00.000Z','PartyChanged','{"party":"6a7b8c9d","people":["6a7b8c9d"],"joined":["6a7b8c9d"],"asked":["6a7b8c9d"]}','command-PartyChanged','organiser',NULL);
INSERT INTO "event" VALUES(30,'2027-03-16T17:30:00.000Z','PartyWithdrawn','{"party":"6a7b8c9d","people":["6a7b8c9d"]}','command-PartyWithdrawn','organiser',NULL);
INSERT INTO "event" VALUES(31,'2027-03-16T17:30:00.000Z','PartyReinstated','{"party":"6a7b8c9d","people":["6a7b8c9d"]}','command-PartyReinstated','organiser',NULL);
INSERT INTO "event" VALUES(32,'2027-03-16T17:30:00.000Z','PersonWithdrawn','{"person":"6a7b8c9d"}','command-PersonWithdrawn','organiser',NULL);
INSERT INTO "event" VALUES(33,'2027-03-16T17:30:00.000Z','PersonChanged','{"person":"6a7b8c9d"}','command-PersonChanged','organiser',NULL);
INSERT INTO "event" VALUES(34,'2027-03-16T17:30:00.000Z','PersonReinstated','{"person":"6a7b8c9d"}','command-PersonReinstated','organiser',NULL);
INSERT INTO "event" VALUES(35,'2027-03-16T17:30:00.000Z','PostAdded','{"party":"6a7b8c9d","post":"6a7b8c9d"}','command-PostAdded','organiser',NULL);
INSERT INTO "event" VALUES(36,'2027-03-16T17:30:00.000Z','PostChanged','{"post":"6a7b8c9d"}','command-PostChanged','organiser',NULL);
INSERT INTO "event" VALUES(37,'2027-03-16T17:30:00.000Z','PostReinstated','{"post":"6a7b8c9d"}','command-PostReinstated','organiser',NULL);
INSERT INTO "event" VALUES(38,'2027-03-16T17:30:00.000Z','PostWithdrawn','{"post":"6a7b8c9d"}','command-PostWithdrawn','organiser',NULL);
INSERT INTO "event" VALUES(39,'2027-03-16T17:30:00.000Z','HatAnswered','{"person":"6a7b8c9d","party":"6a7b8c9d","speaks":true}','command-HatAnswered','organiser',NULL);
INSERT INTO "event" VALUES(40,'2027-03-16T17:30:00.000Z','SignUpDisowned','{"person":"6a7b8c9d","parties":["6a7b8c9d"]}','command-SignUpDisowned','organiser',NULL);
INSERT INTO "event" VALUES(41,'2027-03-16T17:30:00.000Z','ImportKept','{"batch":"6a7b8c9d","rows":1}','command-ImportKept','organiser',NULL);
INSERT INTO "event" VALUES(42,'2027-03-16T17:30:00.000Z','ColumnsNamed','{"batch":"6a7b8c9d"}','command-ColumnsNamed','organiser',NULL);
INSERT INTO "event" VALUES(43,'2027-03-16T17:30:00.000Z','ImportDropped','{"batch":"6a7b8c9d"}','command-ImportDropped','organiser',NULL);
INSERT INTO "event" VALUES(44,'2027-03-16T17:30:00.000Z','PostShown','{"post":"6a7b8c9d"}','command-PostShown','organiser',NULL);
INSERT INTO "event" VALUES(45,'2027-03-16T17:30:00.000Z','PostReworded','{"post":"6a7b8c9d","before":1,"after":1}','command-PostReworded','organiser',NULL);
INSERT INTO "event" VALUES(46,'2027-03-16T17:30:00.000Z','PostDeclined','{"post":"6a7b8c9d"}','command-PostDeclined','organiser',NULL);
INSERT INTO "event" VALUES(47,'2027-03-16T17:30:00.000Z','PostHeld','{"post":"6a7b8c9d"}','command-PostHeld','organiser',NULL);
INSERT INTO "event" VALUES(48,'2027-03-16T17:30:00.000Z','ApprovalChanged','{"approve_first":true}','command-ApprovalChanged','organiser',NULL);
INSERT INTO "event" VALUES(49,'2027-03-16T17:30:00.000Z','PartiesMerged','{"change":"6a7b8c9d","kept":"6a7b8c9d","gone":"6a7b8c9d"}','command-PartiesMerged','organiser',NULL);
INSERT INTO "event" VALUES(50,'2027-03-16T17:30:00.000Z','PeopleMerged','{"change":"6a7b8c9d","kept":"6a7b8c9d","gone":"6a7b8c9d"}','command-PeopleMerged','organiser',NULL);
INSERT INTO "event" VALUES(51,'2027-03-16T17:30:00.000Z','PersonMoved','{"change":"6a7b8c9d","person":"6a7b8c9d","kept":"6a7b8c9d","gone":"6a7b8c9d"}','command-PersonMoved','organiser',NULL);
INSERT INTO "event" VALUES(52,'2027-03-16T17:30:00.000Z','HatAdded','{"change":"6a7b8c9d","person":"6a7b8c9d","party":"6a7b8c9d"}','command-HatAdded','organiser',NULL);
INSERT INTO "event" VALUES(53,'2027-03-16T17:30:00.000Z','HatsUndone','{"change":"6a7b8c9d","kept":"6a7b8c9d","gone":"6a7b8c9d"}','command-HatsUndone','organiser',NULL);
INSERT INTO "event" VALUES(54,'2027-03-16T17:30:00.000Z','ToldApart','{"a":"6a7b8c9d","b":"6a7b8c9d"}','command-ToldApart','organiser',NULL);
INSERT INTO "event" VALUES(55,'2027-03-16T17:30:00.000Z','InterestNoted','{"post":"6a7b8c9d","party":"6a7b8c9d"}','command-InterestNoted','organiser',NULL);
INSERT INTO "event" VALUES(56,'2027-03-16T17:30:00.000Z','InterestWithdrawn','{"post":"6a7b8c9d","party":"6a7b8c9d"}','command-InterestWithdrawn','organiser',NULL);
INSERT INTO "event" VALUES(57,'2027-03-16T17:30:00.000Z','ViewsCounted','{"views":{"6a7b8c9d":1}}','command-ViewsCounted','organiser',NULL);
INSERT INTO "event" VALUES(58,'2027-03-16T17:30:00.000Z','NothingToChange','{"based_on":1}','command-NothingToChange','organiser',NULL);
INSERT INTO "event" VALUES(59,'2027-03-16T17:30:00.000Z','StandInNamed','{"person":"6a7b8c9d","party":"6a7b8c9d"}','command-StandInNamed','organiser',NULL);
INSERT INTO "event" VALUES(60,'2027-03-16T17:30:00.000Z','PairLocked','{"a":"6a7b8c9d","b":"6a7b8c9d","round":1}','command-PairLocked','organiser',NULL);
INSERT INTO "event" VALUES(61,'2027-03-16T17:30:00.000Z','PairForbidden','{"a":"6a7b8c9d","b":"6a7b8c9d"}','command-PairForbidden','organiser',NULL);
INSERT INTO "event" VALUES(62,'2027-03-16T17:30:00.000Z','RuleLifted','{"a":"6a7b8c9d","b":"6a7b8c9d"}','command-RuleLifted','organiser',NULL);
INSERT INTO "event" VALUES(63,'2027-03-16T17:30:00.000Z','ReplanningSet','{"mode":"off","minutes_before":1,"missing_minutes":1}','command-ReplanningSet','organiser',NULL);
INSERT INTO "event" VALUES(64,'2027-03-16T17:30:00.000Z','ReplanAskedFor','{"round":1}','command-ReplanAskedFor','organiser',NULL);
INSERT INTO "event" VALUES(65,'2027-03-16T17:30:00.000Z','ProgrammeSeen','{"person":"6a7b8c9d","version":1}','command-ProgrammeSeen','organiser',NULL);
INSERT INTO "event" VALUES(66,'2027-03-16T17:30:00.000Z','PersonArrived','{"person":"6a7b8c9d"}','command-PersonArrived','organiser',NULL);
INSERT INTO "event" VALUES(67,'2027-03-16T17:30:00.000Z','ArrivalNoted','{"arrival":"6a7b8c9d"}','command-ArrivalNoted','organiser',NULL);
INSERT INTO "event" VALUES(68,'2027-03-16T17:30:00.000Z','ArrivalUndone','{"person":"6a7b8c9d"}','command-ArrivalUndone','organiser',NULL);
INSERT INTO "event" VALUES(69,'2027-03-16T17:30:00.000Z','PersonLeft','{"person":"6a7b8c9d"}','command-PersonLeft','organiser',NULL);
INSERT INTO "event" VALUES(70,'2027-03-16T17:30:00.000Z','WalkInRegistered','{"party":"6a7b8c9d","person":"6a7b8c9d","is_new":true}','command-WalkInRegistered','organiser',NULL);
INSERT INTO "event" VALUES(71,'2027-03-16T17:30:00.000Z','SheetsPrinted','{"batch":"6a7b8c9d","sheet":"badge","people":1}','command-SheetsPrinted','organiser',NULL);
INSERT INTO "event" VALUES(72,'2027-03-16T17:30:00.000Z','AgreementCorrected','{"agreement":"6a7b8c9d","version":1}','command-AgreementCorrected','organiser',NULL);
INSERT INTO "event" VALUES(73,'2027-03-16T17:30:00.000Z','AgreementSentBack','{"agreement":"6a7b8c9d","version":1}','command-AgreementSentBack','organiser',NULL);
INSERT INTO "event" VALUES(74,'2027-03-16T17:30:00.000Z','AgreementWithdrawn','{"agreement":"6a7b8c9d","version":1}','command-AgreementWithdrawn','organiser',NULL);
INSERT INTO "event" VALUES(75,'2027-03-16T17:30:00.000Z','PartySpoke','{"agreement":"6a7b8c9d","wording":1,"party":"6a7b8c9d","says":"6a7b8c9d"}','command-PartySpoke','organiser',NULL);
INSERT INTO "event" VALUES(76,'2027-03-16T17:30:00.000Z','DraftTaken','{"agreement":"6a7b8c9d"}','command-DraftTaken','organiser',NULL);
INSERT INTO "event" VALUES(77,'2027-03-16T17:30:00.000Z','DraftPutBack','{"agreement":"6a7b8c9d"}','command-DraftPutBack','organiser',NULL);
INSERT INTO "event" VALUES(78,'2027-03-16T17:30:00.000Z','BrokerAdded','{"broker":"6a7b8c9d"}','command-BrokerAdded','organiser',NULL);
INSERT INTO "event" VALUES(79,'2027-03-16T17:30:00.000Z','TakenUnderWing','{"party":"6a7b8c9d","broker":"6a7b8c9d"}','command-TakenUnderWing','organiser',NULL);
INSERT INTO "event" VALUES(80,'2027-03-16T17:30:00.000Z','WasLetGo','{"party":"6a7b8c9d"}','command-WasLetGo','organiser',NULL);
INSERT INTO "event" VALUES(81,'2027-03-16T17:30:00.000Z','NoteWritten','{"note":"6a7b8c9d","party":"6a7b8c9d"}','command-NoteWritten','organiser',NULL);
INSERT INTO "event" VALUES(82,'2027-03-16T17:30:00.000Z','NoteStruck','{"note":"6a7b8c9d"}','command-NoteStruck','organiser',NULL);
INSERT INTO "event" VALUES(83,'2027-03-16T17:30:00.000Z','InterestPassedOn','{"interest":"6a7b8c9d","party":"6a7b8c9d","other":"6a7b8c9d"}','command-InterestPassedOn','organiser',NULL);
INSERT INTO "event" VALUES(84,'2027-03-16T17:30:00.000Z','InterestDropped','{"interest":"6a7b8c9d"}','command-InterestDropped','organiser',NULL);
INSERT INTO "event" VALUES(85,'2027-03-16T17:30:00.000Z','MeetingProposed','{"meeting":"6a7b8c9d"}','command-MeetingProposed','organiser',NULL);
INSERT INTO "event" VALUES(86,'2027-03-16T17:30:00.000Z','ProposalAnswered','{"meeting":"6a7b8c9d","by":"6a7b8c9d","status":"6a7b8c9d"}','command-ProposalAnswered','organiser',NULL);
INSERT INTO "event" VALUES(87,'2027-03-16T17:30:00.000Z','MeetingCalledOff','{"meeting":"6a7b8c9d"}','command-MeetingCalledOff','organiser',NULL);
INSERT INTO "event" VALUES(88,'2027-03-16T17:30:00.000Z','ClockPaused','{"turn":1}','command-ClockPaused','organiser',NULL);
INSERT INTO "event" VALUES(89,'2027-03-16T17:30:00.000Z','ClockResumed','{"turn":1,"ends_at":"2027-03-16T17:20:00Z"}','command-ClockResumed','organiser',NULL);
INSERT INTO "event" VALUES(90,'2027-03-16T17:30:00.000Z','MinuteAdded','{"turn":1,"ends_at":"2027-03-16T17:20:00Z"}','command-MinuteAdded','organiser',NULL);
INSERT INTO "event" VALUES(91,'2027-03-16T17:30:00.000Z','EveningEnded','{}','command-EveningEnded','organiser',NULL);
INSERT INTO "event" VALUES(92,'2027-03-16T17:30:00.000Z','ClockWasReset','{}','command-ClockWasReset','organiser',NULL);
INSERT INTO "event" VALUES(93,'2027-03-16T17:30:00.000Z','HallWasTold','{"notice":"6a7b8c9d"}','command-HallWasTold','organiser',NULL);
INSERT INTO "event" VALUES(94,'2027-03-16T17:30:00.000Z','NoticeTakenDown','{"notice":"6a7b8c9d"}','command-NoticeTakenDown','organiser',NULL);
INSERT INTO "event" VALUES(95,'2027-03-16T17:30:00.000Z','EtterborsOpened','{"closes_at":"2027-03-16T17:20:00Z"}','command-EtterborsOpened','organiser',NULL);
INSERT INTO "event" VALUES(96,'2027-03-16T17:30:00.000Z','EtterborsClosed','{}','command-EtterborsClosed','organiser',NULL);
INSERT INTO "event" VALUES(97,'2027-03-16T17:30:00.000Z','WallChanged','{}','command-WallChanged','organiser',NULL);
INSERT INTO "event" VALUES(98,'2027-03-16T17:30:00.000Z','BallotOpened','{"prize":"6a7b8c9d"}','command-BallotOpened','organiser',NULL);
INSERT INTO "event" VALUES(99,'2027-03-16T17:30:00.000Z','BallotClosed','{"prize":"6a7b8c9d"}','command-BallotClosed','organiser',NULL);
INSERT INTO "event" VALUES(100,'2027-03-16T17:30:00.000Z','VoteCast','{"prize":"6a7b8c9d"}','command-VoteCast','organiser',NULL);
INSERT INTO "event" VALUES(101,'2027-03-16T17:30:00.000Z','PrizeShown','{"prize":"6a7b8c9d"}','command-PrizeShown','organiser',NULL);
INSERT INTO "event" VALUES(102,'2027-03-16T17:30:00.000Z','PrizeHidden','{}','command-PrizeHidden','organiser',NULL);
INSERT INTO "event" VALUES(103,'2027-03-16T17:30:00.000Z','MessagesPut','{"kind":"6a7b8c9d","number":1}','command-MessagesPut','organiser',NULL);
INSERT INTO "event" VALUES(104,'2027-03-16T17:30:00.000Z','MessageChanged','{"message":"6a7b8c9d","status":"waiting"}','command-MessageChanged','organiser',NULL);
INSERT INTO "event" VALUES(105,'2027-03-16T17:30:00.000Z','WordingChanged','{"kind":"6a7b8c9d","channel":"6a7b8c9d","language":"6a7b8c9d"}','command-WordingChanged','organiser',NULL);
INSERT INTO "event" VALUES(106,'2027-03-16T17:30:00.000Z','MessagesChosen','{"person":"6a7b8c9d","wanted":true}','command-MessagesChosen','organiser',NULL);
INSERT INTO "event" VALUES(107,'2027-03-16T17:30:00.000Z','Reconfirmed','{"person":"6a7b8c9d","coming":true}','command-Reconfirmed','organiser',NULL);
INSERT INTO "event" VALUES(108,'2027-03-16T17:30:00.000Z','PersonErased','{"person":"6a7b8c9d","rows":1}','command-PersonErased','organiser',NULL);
INSERT INTO "event" VALUES(109,'2027-03-16T17:30:00.000Z','ErasedWhatWasDue','{"rows":1}','command-ErasedWhatWasDue','organiser',NULL);
INSERT INTO "event" VALUES(110,'2027-03-16T17:30:00.000Z','ErasureAsked','{"person":"6a7b8c9d"}','command-ErasureAsked','organiser',NULL);
INSERT INTO "event" VALUES(111,'2027-03-16T17:30:00.000Z','ErasureTakenBack','{"person":"6a7b8c9d"}','command-ErasureTakenBack','organiser',NULL);
INSERT INTO "event" VALUES(112,'2027-03-16T17:30:00.000Z','KeptFor','{"months":1}','command-KeptFor','organiser',NULL);
CREATE TABLE exchange (
        id integer primary key check (id = 1), slug text not null, name text not null, place text not null,
        doors_at text not null, gong_at text not null, welcome_minutes integer not null,
        rounds integer not null, round_minutes integer not null, change_minutes integer not null,
        floor_minutes integer not null, closing_minutes integer not null,
        min_meetings integer not null, max_meetings integer not null,
        one_way_gifts integer not null, signup_closes_at text not null, contact text not null,
        accessibility_url text not null default '',
        catalogue_readers text not null default 'public', catalogue_opens_at text) strict;
INSERT INTO "exchange" VALUES(1,'forste','Den første børsen','Storsalen','2027-03-16T16:30:00.000000Z','2027-03-16T17:15:00.000000Z',15,6,6,1,18,15,3,6,1,'2027-03-15T17:15:00.000000Z','','','public',NULL);
CREATE TABLE extra_chair (
        meeting text not null references extra_meeting(id), position integer not null,
        party text not null references party(id), person text not null references person(id),
        says text not null default '' check (says in ('', 'yes', 'no')),
        primary key (meeting, position), unique (meeting, party), unique (meeting, person)) strict, without rowid;
INSERT INTO "extra_chair" VALUES('4158cdd25ea842b79334cb786aa02b55',0,'6a0db508c71f4dd9a7b396b04afc33c2','8038a5b04e1044f39d496852c95d78ae','yes');
INSERT INTO "extra_chair" VALUES('4158cdd25ea842b79334cb786aa02b55',1,'5f858ca483254b8ca72341f005b8fe60','701f076cc8ca48c9b4adeb77cdc5027a','yes');
CREATE TABLE extra_meeting (
        id text primary key, round integer, ends_at text, hall_table text not null references hall_table(id),
        words text not null, by_name text not null, proposed_at text not null, called_off_at text,
        check ((round is null) = (ends_at is not null))) strict, without rowid;
INSERT INTO "extra_meeting" VALUES('4158cdd25ea842b79334cb786aa02b55',3,NULL,'825ed502161a4ffb8b019e4325e9298a-2','','Megler','2027-03-16T17:15:00.000000Z',NULL);
CREATE TABLE few_meetings (version integer not null references programme(version),
        party text not null references party(id), meetings integer not null, reasons text not null,
        primary key (version, party)) strict, without rowid;
INSERT INTO "few_meetings" VALUES(1,'5f858ca483254b8ca72341f005b8fe60',1,'few_meetings-reasons');
CREATE TABLE hall_table (id text primary key, name text not null unique, features text not null,
        position integer not null) strict, without rowid;
INSERT INTO "hall_table" VALUES('825ed502161a4ffb8b019e4325e9298a-0','Bord 1','["step_free"]',0);
INSERT INTO "hall_table" VALUES('825ed502161a4ffb8b019e4325e9298a-1','Bord 2','[]',1);
INSERT INTO "hall_table" VALUES('825ed502161a4ffb8b019e4325e9298a-2','Bord 3','[]',2);
INSERT INTO "hall_table" VALUES('825ed502161a4ffb8b019e4325e9298a-3','Bord 4','[]',3);
INSERT INTO "hall_table" VALUES('825ed502161a4ffb8b019e4325e9298a-4','Bord 5','[]',4);
INSERT INTO "hall_table" VALUES('825ed502161a4ffb8b019e4325e9298a-5','Bord 6','[]',5);
INSERT INTO "hall_table" VALUES('825ed502161a4ffb8b019e4325e9298a-6','Bord 7','[]',6);
INSERT INTO "hall_table" VALUES('825ed502161a4ffb8b019e4325e9298a-7','Bord 8','[]',7);
CREATE TABLE hat_asked (person text not null references person(id), party text not null references party(id),
        position integer not null, at text not null, primary key (person, party)) strict, without rowid;
INSERT INTO "hat_asked" VALUES('701f076cc8ca48c9b4adeb77cdc5027a','5f858ca483254b8ca72341f005b8fe60',1,'2027-03-16T17:20:00.000Z');
CREATE TABLE hat_change (id text primary key, number integer not null unique,
        kind text not null check (kind in ('parties', 'people', 'move', 'hat')), kept text not null, gone text not null,
        moved text not null, at text not null, undone_at text) strict, without rowid;
INSERT INTO "hat_change" VALUES('hat_change-id',1,'parties','hat_change-kept','hat_change-gone','hat_change-moved','2027-03-16T17:20:00.000Z','2027-03-16T17:20:00.000Z');
CREATE TABLE import_batch (id text primary key, file_name text not null, sheet text not null,
        created_at text not null, expires_at text not null) strict, without rowid;
INSERT INTO "import_batch" VALUES('import_batch-id','import_batch-file_name','badge','2027-03-16T17:20:00.000Z','2027-03-16T17:20:00.000Z');
CREATE TABLE interest (post text not null references post(id), party text not null references party(id),
        person text references person(id), at text not null, primary key (post, party)) strict,
        without rowid;
INSERT INTO "interest" VALUES('7acd12ccdaf644879e9adca0bcef109d','5f858ca483254b8ca72341f005b8fe60','701f076cc8ca48c9b4adeb77cdc5027a','2027-03-16T17:20:00.000Z');
CREATE TABLE jury_vote (
        prize text not null references ballot(prize), member text not null references link(id),
        agreement text not null references agreement(id), at text not null, primary key (prize, member)) strict,
        without rowid;
INSERT INTO "jury_vote" VALUES('ballot-prize','701f076cc8ca48c9b4adeb77cdc5027a','db8dcf43e44d49f6bc1d7a3fc7f5297e','2027-03-16T17:20:00.000Z');
CREATE TABLE link (
        id text primary key, role text not null, label text not null, person text references person(id),
        generation integer not null default 1, fingerprint text not null unique, created_at text not null,
        revoked_at text) strict, without rowid;
INSERT INTO "link" VALUES('701f076cc8ca48c9b4adeb77cdc5027a','participant','Egen side','701f076cc8ca48c9b4adeb77cdc5027a',1,'6e77c03c159444ba36d30897d9e2d94ec46f14bc47fcf4907c05426b5670c55e','2027-02-14T17:15:00.000000Z',NULL);
INSERT INTO "link" VALUES('8038a5b04e1044f39d496852c95d78ae','participant','Egen side','8038a5b04e1044f39d496852c95d78ae',1,'d887c9c7d703b5d8e47597007b7463643b8b54707b6d0ccf769b84a786626518','2027-02-14T17:15:00.000000Z',NULL);
INSERT INTO "link" VALUES('c23e54051a194342aaeac3f38fe5b227','participant','Egen side','c23e54051a194342aaeac3f38fe5b227',1,'de759b7986c70dcf264749101ca9088ff0b4010886af0466d1b4f81f9046a388','2027-02-14T17:15:00.000000Z',NULL);
CREATE TABLE meeting (
        id text primary key, version integer not null references programme(version), round integer not null,
        hall_table text not null references hall_table(id), a text not null references party(id),
        b text not null references party(id), worth integer not null, needs text not null, reasons text not null)
        strict, without rowid;
INSERT INTO "meeting" VALUES('c071322f23ca49338bd0e1cd7ee39885-0',1,1,'825ed502161a4ffb8b019e4325e9298a-0','6a0db508c71f4dd9a7b396b04afc33c2','f7893510399a4a628687e136222d0f06',50,'[]','[]');
INSERT INTO "meeting" VALUES('c071322f23ca49338bd0e1cd7ee39885-1',1,2,'825ed502161a4ffb8b019e4325e9298a-1','5f858ca483254b8ca72341f005b8fe60','f7893510399a4a628687e136222d0f06',50,'[]','[]');
CREATE TABLE meeting_person (meeting text not null references meeting(id),
        person text not null references person(id), party text not null references party(id),
        primary key (meeting, person)) strict, without rowid;
INSERT INTO "meeting_person" VALUES('c071322f23ca49338bd0e1cd7ee39885-0','8038a5b04e1044f39d496852c95d78ae','6a0db508c71f4dd9a7b396b04afc33c2');
INSERT INTO "meeting_person" VALUES('c071322f23ca49338bd0e1cd7ee39885-0','c23e54051a194342aaeac3f38fe5b227','f7893510399a4a628687e136222d0f06');
INSERT INTO "meeting_person" VALUES('c071322f23ca49338bd0e1cd7ee39885-1','701f076cc8ca48c9b4adeb77cdc5027a','5f858ca483254b8ca72341f005b8fe60');
INSERT INTO "meeting_person" VALUES('c071322f23ca49338bd0e1cd7ee39885-1','c23e54051a194342aaeac3f38fe5b227','f7893510399a4a628687e136222d0f06');
CREATE TABLE message (
        id text primary key, kind text not null, person text not null references person(id),
        about text not null default '', status text not null, channel text not null default '',
        note text not null default '', is_answer integer not null default 0, attempts integer not null default 0,
        created_at text not null, due_at text not null, claimed_at text, done_at text,
        version integer, subject text not null default '', body text not null default '') strict, without rowid;
INSERT INTO "message" VALUES('23b3f68466ed434db2483c69b26ed822','signed_up','8038a5b04e1044f39d496852c95d78ae','','waiting','','',0,0,'2027-02-14T17:15:00.000000Z','2027-02-14T17:15:00.000000Z',NULL,NULL,NULL,'','');
INSERT INTO "message" VALUES('51e4dcf276b4403caf0aa693e80a8f22','programme_ready','c23e54051a194342aaeac3f38fe5b227','','waiting','','',0,0,'2027-02-14T17:15:00.000000Z','2027-02-14T17:25:00.000000Z',NULL,NULL,NULL,'','');
INSERT INTO "message" VALUES('6218744c039f40869b7ee159ca8492f5','programme_ready','701f076cc8ca48c9b4adeb77cdc5027a','','waiting','','',0,0,'2027-02-14T17:15:00.000000Z','2027-02-14T17:25:00.000000Z',NULL,NULL,NULL,'','');
INSERT INTO "message" VALUES('a1c28b3a2589485f8518f1cc50d4b538','agreement_copy','c23e54051a194342aaeac3f38fe5b227','db8dcf43e44d49f6bc1d7a3fc7f5297e','waiting','','',0,0,'2027-03-16T17:18:00.000000Z','2027-03-16T17:28:00.000000Z',NULL,NULL,NULL,'','');
INSERT INTO "message" VALUES('a290b8841c9b4c4b9322699efcacf057','signed_up','c23e54051a194342aaeac3f38fe5b227','','waiting','','',0,0,'2027-02-14T17:15:00.000000Z','2027-02-14T17:15:00.000000Z',NULL,NULL,NULL,'','');
INSERT INTO "message" VALUES('aa6572996d8e476888a0ecdde83bd260','signed_up','701f076cc8ca48c9b4adeb77cdc5027a','','waiting','','',0,0,'2027-02-14T17:15:00.000000Z','2027-02-14T17:15:00.000000Z',NULL,NULL,NULL,'','');
INSERT INTO "message" VALUES('c189b2a8af62403aa1df786e828982ec','agreement_copy','8038a5b04e1044f39d496852c95d78ae','db8dcf43e44d49f6bc1d7a3fc7f5297e','waiting','','',0,0,'2027-03-16T17:18:00.000000Z','2027-03-16T17:28:00.000000Z',NULL,NULL,NULL,'','');
INSERT INTO "message" VALUES('d220f512b6354ec4845717adda2aa605','programme_ready','8038a5b04e1044f39d496852c95d78ae','','waiting','','',0,0,'2027-02-14T17:15:00.000000Z','2027-02-14T17:25:00.000000Z',NULL,NULL,NULL,'','');
CREATE TABLE message_template (kind text not null, channel text not null, language text not null,
        subject text not null, body text not null, primary key (kind, channel, language)) strict, without rowid;
INSERT INTO "message_template" VALUES('veto','message_template-channel','message_template-language','message_template-subject','message_template-body');
CREATE TABLE moderation (id integer primary key check (id = 1), approve_first integer not null) strict;
INSERT INTO "moderation" VALUES(1,0);
CREATE TABLE not_me (address text primary key, at text not null) strict, without rowid;
INSERT INTO "not_me" VALUES('not_me-address','2027-03-16T17:20:00.000Z');
CREATE TABLE not_same (a text not null, b text not null, primary key (a, b)) strict, without rowid;
INSERT INTO "not_same" VALUES('not_same-a','not_same-b');
CREATE TABLE noted_interest (id text primary key, party text not null references party(id),
        other text not null references party(id), post text references post(id), words text not null,
        by_name text not null, at text not null, withdrawn_at text) strict, without rowid;
INSERT INTO "noted_interest" VALUES('noted_interest-id','5f858ca483254b8ca72341f005b8fe60','5f858ca483254b8ca72341f005b8fe60','7acd12ccdaf644879e9adca0bcef109d','noted_interest-words','noted_interest-by_name','2027-03-16T17:20:00.000Z','2027-03-16T17:20:00.000Z');
CREATE TABLE notice (
        id text primary key, text text not null, on_screens integer not null, on_phones integer not null,
        said_at text not null, until text not null, taken_down_at text, by_name text not null) strict, without rowid;
INSERT INTO "notice" VALUES('notice-id','notice-text',1,1,'2027-03-16T17:20:00.000Z','2027-03-16T17:20:00.000Z','2027-03-16T17:20:00.000Z','notice-by_name');
CREATE TABLE opt_out (person text primary key references person(id), fingerprint text not null unique,
        at text) strict, without rowid;
INSERT INTO "opt_out" VALUES('701f076cc8ca48c9b4adeb77cdc5027a','opt_out-fingerprint','2027-03-16T17:20:00.000Z');
CREATE TABLE organiser (id text primary key, name text not null unique, password_hash text not null,
        created_at text not null) strict, without rowid;
INSERT INTO "organiser" VALUES('825ed502161a4ffb8b019e4325e9298a','Kari Arrangør','$argon2id$v=19$m=8,t=1,p=1$Lkc7pt4CrFiHztm9OunEuQ$C2xe7s90xuWyLPFTWZqJIQh4Yi0I+ni4A5hzYQMZi9Y','2027-02-14T17:15:00.000000Z');
CREATE TABLE party (
        id text primary key, name text not null, name_key text not null default '', side text not null,
        orgnr text not null default '',
        about text not null default '', note text not null default '', source text not null,
        rules_accepted_at text, created_at text not null, withdrawn_at text) strict, without rowid;
INSERT INTO "party" VALUES('5f858ca483254b8ca72341f005b8fe60','Koret','koret','association','','','','organiser',NULL,'2027-02-14T17:15:00.000000Z',NULL);
INSERT INTO "party" VALUES('6a0db508c71f4dd9a7b396b04afc33c2','Turlaget','turlaget','association','','','','organiser',NULL,'2027-02-14T17:15:00.000000Z',NULL);
INSERT INTO "party" VALUES('f7893510399a4a628687e136222d0f06','Snekkerne','snekkerne','business','','','','organiser',NULL,'2027-02-14T17:15:00.000000Z',NULL);
CREATE TABLE person (
        id text primary key, code text not null unique, name text not null,
        present_from text, present_until text, requires text not null default '[]',
        walk_in integer not null default 0, language text not null default 'nb',
        created_at text not null, withdrawn_at text,
        arrived_at text, left_at text) strict, without rowid;
INSERT INTO "person" VALUES('701f076cc8ca48c9b4adeb77cdc5027a','YGNR','Kaia Korleder',NULL,NULL,'[]',0,'nb','2027-02-14T17:15:00.000000Z',NULL,NULL,NULL);
INSERT INTO "person" VALUES('8038a5b04e1044f39d496852c95d78ae','FNEP','Tora Turgåer',NULL,NULL,'[]',0,'nb','2027-02-14T17:15:00.000000Z',NULL,NULL,NULL);
INSERT INTO "person" VALUES('c23e54051a194342aaeac3f38fe5b227','CPCV','Snorre Snekker',NULL,NULL,'[]',0,'nb','2027-02-14T17:15:00.000000Z',NULL,NULL,NULL);
CREATE TABLE phase_log (
        id integer primary key autoincrement, phase integer not null, kind text not null, round integer,
        started_at text not null, ends_at text not null, ended_at text) strict;
INSERT INTO "phase_log" VALUES(1,0,'doors',NULL,'2027-03-16T16:45:00.000000Z','2027-03-16T17:15:00.000000Z','2027-03-16T16:45:00.000000Z');
INSERT INTO "phase_log" VALUES(2,1,'welcome',NULL,'2027-03-16T16:45:00.000000Z','2027-03-16T17:00:00.000000Z','2027-03-16T16:45:00.000000Z');
INSERT INTO "phase_log" VALUES(3,2,'round',1,'2027-03-16T16:45:00.000000Z','2027-03-16T16:51:00.000000Z',NULL);
CREATE TABLE planning_rule (a text not null references party(id), b text not null references party(id),
        kind text not null, round integer, primary key (a, b)) strict, without rowid;
INSERT INTO "planning_rule" VALUES('5f858ca483254b8ca72341f005b8fe60','5f858ca483254b8ca72341f005b8fe60','forbid',1);
CREATE TABLE post (
        id text primary key, party text not null references party(id), kind text not null, text text not null,
        quantity text not null default '', time text not null default '', area text not null default '',
        conditions text not null default '', capacity text not null default '',
        position integer not null, created_at text not null, changed_at text, withdrawn_at text,
        status text not null default 'shown' check (status in ('shown', 'held', 'declined')),
        held_for text not null default '[]', moderator_note text not null default '')
        strict, without rowid;
INSERT INTO "post" VALUES('0bb5bba7ef7747dabd1fa53d295aadca','6a0db508c71f4dd9a7b396b04afc33c2','need','Vi trenger hjelp på dugnad.','','','','','',1,'2027-02-14T17:15:00.000000Z',NULL,NULL,'shown','[]','');
INSERT INTO "post" VALUES('4d16b51137ed4fad8d11751e3453c521','f7893510399a4a628687e136222d0f06','offer','Vi stiller ansatte på dugnad.','','','','','',0,'2027-02-14T17:15:00.000000Z',NULL,NULL,'shown','[]','');
INSERT INTO "post" VALUES('7acd12ccdaf644879e9adca0bcef109d','5f858ca483254b8ca72341f005b8fe60','offer','Vi synger på åpninger.','','','','','',0,'2027-02-14T17:15:00.000000Z',NULL,NULL,'shown','[]','');
INSERT INTO "post" VALUES('c1f9aeb7b04c4b8aaaab6b0544857207','6a0db508c71f4dd9a7b396b04afc33c2','offer','Vi stiller ansatte på dugnad.','','','','','',0,'2027-02-14T17:15:00.000000Z',NULL,NULL,'shown','[]','');
INSERT INTO "post" VALUES('c7f80955ca1f481eb9c7745c50a7fd36','5f858ca483254b8ca72341f005b8fe60','need','Vi trenger et øvingslokale.','','','','','',1,'2027-02-14T17:15:00.000000Z',NULL,NULL,'shown','[]','');
INSERT INTO "post" VALUES('fba74bfa9fa64101b02f322e5d05dda7','f7893510399a4a628687e136222d0f06','need','Vi trenger hjelp på dugnad.','','','','','',1,'2027-02-14T17:15:00.000000Z',NULL,NULL,'shown','[]','');
CREATE TABLE post_category (post text not null references post(id),
        category text not null references category(id), primary key (post, category)) strict, without rowid;
INSERT INTO "post_category" VALUES('0bb5bba7ef7747dabd1fa53d295aadca','nyttige never');
INSERT INTO "post_category" VALUES('4d16b51137ed4fad8d11751e3453c521','nyttige never');
INSERT INTO "post_category" VALUES('7acd12ccdaf644879e9adca0bcef109d','nyttige never');
INSERT INTO "post_category" VALUES('c1f9aeb7b04c4b8aaaab6b0544857207','nyttige never');
INSERT INTO "post_category" VALUES('c7f80955ca1f481eb9c7745c50a7fd36','nyttige never');
INSERT INTO "post_category" VALUES('fba74bfa9fa64101b02f322e5d05dda7','nyttige never');
CREATE TABLE post_views (post text primary key references post(id), views integer not null) strict,
        without rowid;
INSERT INTO "post_views" VALUES('7acd12ccdaf644879e9adca0bcef109d',1);
CREATE TABLE print_batch (id text primary key, sheet text not null, layout text not null, people text not null,
        at text not null) strict, without rowid;
INSERT INTO "print_batch" VALUES('print_batch-id','badge','print_batch-layout','print_batch-people','2027-03-16T17:20:00.000Z');
CREATE TABLE printed (person text not null references person(id), sheet text not null
        check (sheet in ('badge', 'slip')), fingerprint text not null, at text not null, primary key (person, sheet))
        strict, without rowid;
INSERT INTO "printed" VALUES('701f076cc8ca48c9b4adeb77cdc5027a','badge','printed-fingerprint','2027-03-16T17:20:00.000Z');
CREATE TABLE prize_shown (
        id integer primary key check (id = 1), prize text not null, at text not null) strict;
INSERT INTO "prize_shown" VALUES(1,'x','2027-03-16T17:20:00.000Z');
CREATE TABLE programme (
        version integer primary key, status text not null, draft text not null unique, based_on integer not null,
        world text not null, created_at text not null,
        published_at text, shortfall integer not null, worth integer not null, waits integer not null,
        moves integer not null, bound_shortfall integer not null, bound_worth integer not null,
        seconds real not null,
        purpose text not null default 'plan' check (purpose in ('plan', 'replan', 'place', 'hand')),
        before_shortfall integer, before_worth integer, by_hand text not null default '{}') strict;
INSERT INTO "programme" VALUES(1,'published','c071322f23ca49338bd0e1cd7ee39885',0,'2c6045ab863762674f73c605a52c088226f859f5e0643bc1a8a7f319128394c1','2027-02-14T17:15:00.000000Z','2027-02-14T17:15:00.000000Z',0,0,0,0,0,0,1.0,'plan',NULL,NULL,'{"warnings":[],"rules":[],"speakers":[]}');
CREATE TABLE programme_seen (person text primary key references person(id), version integer not null,
        at text not null) strict, without rowid;
INSERT INTO "programme_seen" VALUES('701f076cc8ca48c9b4adeb77cdc5027a',1,'2027-03-16T17:20:00.000Z');
CREATE TABLE promise (
        agreement text not null, version integer not null, position integer not null,
        giver text not null references party(id), receiver text not null references party(id), what text not null,
        quantity text not null, due text not null, category text references category(id), hours real, kroner integer,
        primary key (agreement, version, position),
        foreign key (agreement, version) references agreement_version(agreement, version)) strict, without rowid;
INSERT INTO "promise" VALUES('db8dcf43e44d49f6bc1d7a3fc7f5297e',1,0,'6a0db508c71f4dd9a7b396b04afc33c2','f7893510399a4a628687e136222d0f06','Fire ansatte rydder løypa.','4 ansatte','innen 15. mai',NULL,NULL,NULL);
INSERT INTO "promise" VALUES('db8dcf43e44d49f6bc1d7a3fc7f5297e',2,0,'6a0db508c71f4dd9a7b396b04afc33c2','f7893510399a4a628687e136222d0f06','Fire ansatte rydder løypa.','4 ansatte','innen 15. mai',NULL,NULL,NULL);
INSERT INTO "promise" VALUES('db8dcf43e44d49f6bc1d7a3fc7f5297e',3,0,'6a0db508c71f4dd9a7b396b04afc33c2','f7893510399a4a628687e136222d0f06','Fire ansatte rydder løypa.','4 ansatte','innen 15. mai',NULL,NULL,NULL);
CREATE TABLE reconfirmation (person text primary key references person(id), coming integer not null,
        at text not null) strict, without rowid;
INSERT INTO "reconfirmation" VALUES('701f076cc8ca48c9b4adeb77cdc5027a',1,'2027-03-16T17:20:00.000Z');
CREATE TABLE replan_asked (round integer primary key, at text not null) strict;
INSERT INTO "replan_asked" VALUES(1,'2027-03-16T17:20:00.000Z');
CREATE TABLE replanning (id integer primary key check (id = 1),
        mode text not null check (mode in ('off', 'ask', 'auto')), minutes_before integer not null,
        missing_minutes integer) strict;
INSERT INTO "replanning" VALUES(1,'ask',1,1);
CREATE TABLE retention (id integer primary key check (id = 1), follow_up_months integer not null) strict;
INSERT INTO "retention" VALUES(1,1);
CREATE TABLE secret (name text primary key, value blob not null) strict, without rowid;
INSERT INTO "secret" VALUES('links',X'1E2CC0EB4ECC05CC053BED1F67B95C79EA8D3CC77F6832ADAB240DB5CB9851F7');
CREATE TABLE session (
        fingerprint text primary key, role text not null, link text references link(id),
        organiser text references organiser(id), name text not null, created_at text not null,
        expires_at text not null, revoked_at text) strict, without rowid;
INSERT INTO "session" VALUES('session-fingerprint','session-role','701f076cc8ca48c9b4adeb77cdc5027a','825ed502161a4ffb8b019e4325e9298a','session-name','2027-03-16T17:20:00.000Z','2027-03-16T17:20:00.000Z','2027-03-16T17:20:00.000Z');
CREATE TABLE side_pair (a text not null, b text not null, primary key (a, b)) strict, without rowid;
INSERT INTO "side_pair" VALUES('association','association');
INSERT INTO "side_pair" VALUES('association','business');
INSERT INTO "side_pair" VALUES('association','individual');
INSERT INTO "side_pair" VALUES('association','municipal');
INSERT INTO "side_pair" VALUES('business','municipal');
CREATE TABLE signup_draft (id text primary key, typed text not null, step text not null,
        edition integer not null, saved_at text not null, expires_at text not null) strict, without rowid;
INSERT INTO "signup_draft" VALUES('signup_draft-id','signup_draft-typed','signup_draft-step',1,'2027-03-16T17:20:00.000Z','2027-03-16T17:20:00.000Z');
CREATE TABLE speaks_for (person text not null references person(id), party text not null references party(id),
        position integer not null default 0, primary key (person, party)) strict, without rowid;
INSERT INTO "speaks_for" VALUES('701f076cc8ca48c9b4adeb77cdc5027a','5f858ca483254b8ca72341f005b8fe60',0);
INSERT INTO "speaks_for" VALUES('8038a5b04e1044f39d496852c95d78ae','6a0db508c71f4dd9a7b396b04afc33c2',0);
INSERT INTO "speaks_for" VALUES('c23e54051a194342aaeac3f38fe5b227','f7893510399a4a628687e136222d0f06',0);
CREATE TABLE tablet (
        link text primary key references link(id), offered_until text, paired_at text, seen_at text, locked_at text)
        strict, without rowid;
INSERT INTO "tablet" VALUES('701f076cc8ca48c9b4adeb77cdc5027a','tablet-offered_until','2027-03-16T17:20:00.000Z','2027-03-16T17:20:00.000Z','2027-03-16T17:20:00.000Z');
CREATE TABLE tablet_pin (id integer primary key check (id = 1), pin_hash text not null) strict;
INSERT INTO "tablet_pin" VALUES(1,'tablet_pin-pin_hash');
CREATE TABLE terms (version text primary key, text text not null, since text not null) strict, without rowid;
INSERT INTO "terms" VALUES('terms-version','terms-text','terms-since');
CREATE TABLE terms_accepted (party text not null references party(id),
        version text not null references terms(version), at text not null, primary key (party, version)) strict,
        without rowid;
INSERT INTO "terms_accepted" VALUES('5f858ca483254b8ca72341f005b8fe60','terms-version','2027-03-16T17:20:00.000Z');
CREATE TABLE walk_in (
        id text primary key, at text not null, said_person text not null, person text not null references person(id),
        party text not null references party(id), was_known integer not null, gave_hat integer not null,
        filled_email integer not null, filled_phone integer not null) strict, without rowid;
INSERT INTO "walk_in" VALUES('walk_in-id','2027-03-16T17:20:00.000Z','walk_in-said_person','701f076cc8ca48c9b4adeb77cdc5027a','5f858ca483254b8ca72341f005b8fe60',1,1,1,1);
CREATE TABLE wall (id integer primary key check (id = 1), names_missing integer not null) strict;
INSERT INTO "wall" VALUES(1,1);
CREATE TABLE wing (party text primary key references party(id), broker text references broker(id),
        at text not null) strict, without rowid;
INSERT INTO "wing" VALUES('5f858ca483254b8ca72341f005b8fe60','broker-id','2027-03-16T17:20:00.000Z');
CREATE TABLE wish (
        id text primary key, party text not null references party(id), kind text not null, text text not null,
        text_key text not null default '', about text references party(id)) strict, without rowid;
INSERT INTO "wish" VALUES('007b7d3d7d0044d28ae74df38ac3a543','6a0db508c71f4dd9a7b396b04afc33c2','wish','Snekkerne','snekkerne','f7893510399a4a628687e136222d0f06');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX event_command on event(command);
CREATE TRIGGER event_never_changes before update on event begin
        select raise(abort, 'events are never changed'); end;
CREATE TRIGGER event_never_goes before delete on event begin
        select raise(abort, 'events are never deleted'); end;
CREATE UNIQUE INDEX link_of_person on link(person) where person is not null;
CREATE UNIQUE INDEX party_orgnr on party(orgnr) where orgnr != '' and withdrawn_at is null;
CREATE INDEX party_name on party(name_key);
CREATE INDEX speaks_for_party on speaks_for(party);
CREATE INDEX post_party on post(party);
CREATE VIEW shown_post as select * from post where status = 'shown' and withdrawn_at is null and text != '';
CREATE INDEX meeting_version on meeting(version, round);
CREATE VIEW meeting_now as select * from meeting
        where version = (select max(version) from programme where status = 'published');
CREATE INDEX meeting_person_person on meeting_person(person);
CREATE TRIGGER published_is_frozen_1 before update on programme when old.status = 'published'
        begin select raise(abort, 'a published programme is never changed'); end;
CREATE TRIGGER published_is_frozen_2 before delete on programme when old.status = 'published'
        begin select raise(abort, 'a published programme is never deleted'); end;
CREATE TRIGGER published_is_frozen_3 before update of id, version, round, hall_table, a, b, worth, needs
        on meeting begin select raise(abort, 'a meeting is never changed: plan again'); end;
CREATE TRIGGER published_is_frozen_5 before update of reasons on meeting when new.reasons != '[]'
        begin select raise(abort, 'a meeting is never changed: plan again'); end;
CREATE TRIGGER published_is_frozen_4 before delete on meeting
        when (select status from programme p where p.version = old.version) = 'published'
        begin select raise(abort, 'a published meeting is never deleted'); end;
CREATE INDEX arrival_person on arrival(person, at);
CREATE VIEW standing as select * from arrival a
        where not exists (select 1 from arrival_undone u where u.arrival = a.id);
CREATE VIEW here as select * from standing a
        where not exists (select 1 from departure d where d.arrival = a.id);
CREATE INDEX walk_in_said on walk_in(said_person);
CREATE INDEX walk_in_person on walk_in(person);
CREATE INDEX promise_giver on promise(giver);
CREATE INDEX promise_receiver on promise(receiver);
CREATE VIEW agreement_now as
        select a.id, a.number, a.source, a.created_at, v.version, v.wording, v.status, v.first_caller, v.next_step,
               v.conditions, v.meeting, v.note, v.by_role, v.by_name, v.at
        from agreement a join agreement_version v on v.agreement = a.id
        where v.version = (select max(version) from agreement_version w where w.agreement = a.id);
CREATE INDEX confirmation_of on confirmation(agreement, wording, party);
CREATE VIEW party_word as
        select c.* from confirmation c join agreement_now n on n.id = c.agreement and n.wording = c.wording
        where c.id = (select max(id) from confirmation d
                      where d.agreement = c.agreement and d.wording = c.wording and d.party = c.party);
CREATE INDEX extra_chair_person on extra_chair(person);
CREATE VIEW extra_meeting_now as
        select m.*, case
            when m.called_off_at is not null then 'called_off'
            when exists (select 1 from extra_chair c where c.meeting = m.id and c.says = 'no') then 'declined'
            when not exists (select 1 from extra_chair c where c.meeting = m.id and c.says != 'yes') then 'accepted'
            else 'proposed' end as status
        from extra_meeting m;
CREATE UNIQUE INDEX message_waits_once on message(kind, person, about)
        where status in ('waiting', 'held', 'to_print');
CREATE INDEX message_due on message(status, due_at);
CREATE INDEX message_person on message(person, created_at);
CREATE INDEX erasure_person on erasure(person);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('event',112);
INSERT INTO "sqlite_sequence" VALUES('phase_log',3);
INSERT INTO "sqlite_sequence" VALUES('etterbors',1);
INSERT INTO "sqlite_sequence" VALUES('confirmation',1);
COMMIT;
