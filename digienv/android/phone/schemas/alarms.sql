CREATE TABLE alarm_templates (
    _id INTEGER PRIMARY KEY,
    hour INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    daysofweek INTEGER NOT NULL,
    enabled INTEGER NOT NULL,
    vibrate INTEGER NOT NULL DEFAULT 1,
    label TEXT NOT NULL DEFAULT '',
    ringtone TEXT,
    delete_after_use INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE timers (
    _id INTEGER PRIMARY KEY,
    length INTEGER NOT NULL,
    remaining INTEGER NOT NULL,
    state TEXT NOT NULL,
    ends INTEGER,
    label TEXT NOT NULL DEFAULT ''
);
CREATE TABLE stopwatch (
    _id INTEGER PRIMARY KEY CHECK (_id = 1),
    state TEXT NOT NULL,
    accumulated INTEGER NOT NULL,
    started INTEGER
);
INSERT INTO stopwatch VALUES (1, 'reset', 0, NULL);
CREATE TABLE cities (_id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, hours REAL NOT NULL);
