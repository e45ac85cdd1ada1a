CREATE TABLE recipes (
    _id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    category TEXT NOT NULL DEFAULT '',
    servings TEXT NOT NULL DEFAULT '',
    minutes TEXT NOT NULL DEFAULT '',
    ingredients TEXT NOT NULL DEFAULT '',
    directions TEXT NOT NULL DEFAULT '',
    favorite INTEGER NOT NULL DEFAULT 0
);
