CREATE TABLE permissions (
    package TEXT NOT NULL,
    name TEXT NOT NULL,
    granted INTEGER NOT NULL,
    PRIMARY KEY (package, name)
);
