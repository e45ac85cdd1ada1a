CREATE TABLE mimetypes (_id INTEGER PRIMARY KEY AUTOINCREMENT, mimetype TEXT NOT NULL UNIQUE);
INSERT INTO mimetypes (mimetype) VALUES
    ('vnd.android.cursor.item/name'),
    ('vnd.android.cursor.item/phone_v2'),
    ('vnd.android.cursor.item/email_v2'),
    ('vnd.android.cursor.item/postal-address_v2'),
    ('vnd.android.cursor.item/organization'),
    ('vnd.android.cursor.item/note');
CREATE TABLE contacts (
    _id INTEGER PRIMARY KEY AUTOINCREMENT,
    name_raw_contact_id INTEGER,
    lookup TEXT,
    starred INTEGER NOT NULL DEFAULT 0,
    has_phone_number INTEGER NOT NULL DEFAULT 0,
    times_contacted INTEGER NOT NULL DEFAULT 0,
    last_time_contacted INTEGER NOT NULL DEFAULT 0,
    contact_last_updated_timestamp INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE raw_contacts (
    _id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER REFERENCES contacts (_id),
    account_id INTEGER,
    account_name TEXT,
    account_type TEXT,
    display_name TEXT,
    display_name_alt TEXT,
    sort_key TEXT COLLATE NOCASE,
    starred INTEGER NOT NULL DEFAULT 0,
    deleted INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 1,
    dirty INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE data (
    _id INTEGER PRIMARY KEY AUTOINCREMENT,
    mimetype_id INTEGER NOT NULL REFERENCES mimetypes (_id),
    raw_contact_id INTEGER NOT NULL REFERENCES raw_contacts (_id) ON DELETE CASCADE,
    is_primary INTEGER NOT NULL DEFAULT 0,
    is_super_primary INTEGER NOT NULL DEFAULT 0,
    data_version INTEGER NOT NULL DEFAULT 0,
    data1 TEXT, data2 TEXT, data3 TEXT, data4 TEXT, data5 TEXT, data6 TEXT, data7 TEXT, data8 TEXT, data9 TEXT,
    data10 TEXT, data11 TEXT, data12 TEXT, data13 TEXT, data14 TEXT, data15 BLOB
);
CREATE VIEW view_data AS
    SELECT data.*, mimetypes.mimetype, raw_contacts.contact_id, raw_contacts.display_name, raw_contacts.starred
    FROM data
    JOIN mimetypes ON mimetypes._id = data.mimetype_id
    JOIN raw_contacts ON raw_contacts._id = data.raw_contact_id
    WHERE raw_contacts.deleted = 0;
CREATE VIEW view_contacts AS
    SELECT contacts.*, raw_contacts.display_name, raw_contacts.display_name_alt, raw_contacts.sort_key
    FROM contacts
    JOIN raw_contacts ON raw_contacts._id = contacts.name_raw_contact_id
    WHERE raw_contacts.deleted = 0;
CREATE VIEW view_phones AS
    SELECT _id, raw_contact_id, contact_id, contact_id AS person, display_name, display_name AS name, starred,
        data1, data2, data3, data1 AS number, data2 AS type, data3 AS label
    FROM view_data
    WHERE mimetype = 'vnd.android.cursor.item/phone_v2';
