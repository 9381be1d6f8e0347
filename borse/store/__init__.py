"""One SQLite file per børs: a writer thread, readers, migrations, backup."""
