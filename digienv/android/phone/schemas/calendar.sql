CREATE TABLE Calendars (
    _id INTEGER PRIMARY KEY,
    account_name TEXT,
    account_type TEXT,
    name TEXT,
    calendar_displayName TEXT,
    calendar_color INTEGER,
    calendar_access_level INTEGER,
    visible INTEGER NOT NULL DEFAULT 1,
    sync_events INTEGER NOT NULL DEFAULT 0,
    calendar_timezone TEXT,
    ownerAccount TEXT
);
INSERT INTO Calendars VALUES
    (1, 'Phone', 'LOCAL', 'Phone', 'My calendar', -14575885, 700, 1, 1, 'UTC', 'Phone');
CREATE TABLE Events (
    _id INTEGER PRIMARY KEY AUTOINCREMENT,
    calendar_id INTEGER NOT NULL REFERENCES Calendars (_id),
    title TEXT,
    eventLocation TEXT,
    description TEXT,
    eventColor INTEGER,
    eventStatus INTEGER,
    selfAttendeeStatus INTEGER NOT NULL DEFAULT 0,
    dtstart INTEGER,
    dtend INTEGER,
    eventTimezone TEXT,
    duration TEXT,
    allDay INTEGER NOT NULL DEFAULT 0,
    accessLevel INTEGER NOT NULL DEFAULT 0,
    availability INTEGER NOT NULL DEFAULT 0,
    hasAlarm INTEGER NOT NULL DEFAULT 0,
    rrule TEXT,
    rdate TEXT,
    exrule TEXT,
    exdate TEXT,
    organizer TEXT,
    deleted INTEGER NOT NULL DEFAULT 0,
    dirty INTEGER NOT NULL DEFAULT 0,
    lastDate INTEGER
);
CREATE TABLE Reminders (
    _id INTEGER PRIMARY KEY,
    event_id INTEGER REFERENCES Events (_id) ON DELETE CASCADE,
    minutes INTEGER,
    method INTEGER NOT NULL DEFAULT 0
);
