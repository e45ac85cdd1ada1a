CREATE TABLE calls (
    _id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT,
    presentation INTEGER NOT NULL DEFAULT 1,
    date INTEGER,
    duration INTEGER,
    type INTEGER,
    features INTEGER NOT NULL DEFAULT 0,
    new INTEGER,
    name TEXT,
    numbertype INTEGER,
    numberlabel TEXT,
    countryiso TEXT,
    is_read INTEGER,
    geocoded_location TEXT,
    last_modified INTEGER NOT NULL DEFAULT 0
);
