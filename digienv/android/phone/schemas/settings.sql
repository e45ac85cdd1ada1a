CREATE TABLE system (_id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE ON CONFLICT REPLACE, value TEXT);
CREATE TABLE secure (_id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE ON CONFLICT REPLACE, value TEXT);
CREATE TABLE global (_id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE ON CONFLICT REPLACE, value TEXT);
INSERT INTO system (name, value) VALUES
    ('accelerometer_rotation', '0'),
    ('font_scale', '1.0'),
    ('haptic_feedback_enabled', '1'),
    ('notification_sound', 'content://media/internal/audio/media/10'),
    ('ringtone', 'content://media/internal/audio/media/1'),
    ('screen_brightness', '102'),
    ('screen_brightness_mode', '0'),
    ('screen_off_timeout', '60000'),
    ('sound_effects_enabled', '1'),
    ('time_12_24', '12'),
    ('user_rotation', '0'),
    ('vibrate_when_ringing', '0'),
    ('volume_alarm', '6'),
    ('volume_music', '5'),
    ('volume_notification', '5'),
    ('volume_ring', '5');
INSERT INTO secure (name, value) VALUES
    ('accessibility_enabled', '0'),
    ('android_id', '3f1d2a5b7c9e8064'),
    ('default_input_method', 'com.android.inputmethod.latin/.LatinIME'),
    ('enabled_input_methods', 'com.android.inputmethod.latin/.LatinIME'),
    ('location_mode', '3'),
    ('long_press_timeout', '400'),
    ('night_display_activated', '0'),
    ('ui_night_mode', '1'),
    ('user_setup_complete', '1');
INSERT INTO global (name, value) VALUES
    ('adb_enabled', '1'),
    ('airplane_mode_on', '0'),
    ('animator_duration_scale', '0.0'),
    ('auto_time', '1'),
    ('auto_time_zone', '1'),
    ('bluetooth_on', '0'),
    ('boot_count', '1'),
    ('device_name', 'Simulated Phone'),
    ('device_provisioned', '1'),
    ('low_power', '0'),
    ('mobile_data', '1'),
    ('mode_ringer', '2'),
    ('stay_on_while_plugged_in', '0'),
    ('transition_animation_scale', '0.0'),
    ('wifi_on', '1'),
    ('window_animation_scale', '0.0'),
    ('zen_mode', '0');
