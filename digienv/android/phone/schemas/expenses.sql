CREATE TABLE expenses (
    _id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    cents INTEGER NOT NULL,
    category TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    day TEXT NOT NULL
);
