BEGIN TRANSACTION;
CREATE TABLE fact (
        seq    INTEGER PRIMARY KEY,      -- the order of recording in this journal
        id     TEXT NOT NULL UNIQUE,     -- the same in every journal that holds the fact
        at     TEXT NOT NULL,            -- ISO 8601 with the local offset of that moment
        night  TEXT NOT NULL,            -- the date on which its night began
        kind   TEXT NOT NULL,
        target TEXT,                     -- the id of the fact that an undo takes back
        body   TEXT NOT NULL             -- JSON
    );
INSERT INTO "fact" VALUES(1,'0000000000000000','2026-11-22T21:45:00.123456+01:00','2026-11-22','delivery',NULL,'{"stage":"attempted","reminders":["2026-11-22/stretch/1"]}');
INSERT INTO "fact" VALUES(2,'0000000000000001','2026-11-22T21:45:00.123456+01:00','2026-11-22','delivery',NULL,'{"stage":"shown","reminders":["2026-11-22/warm/1"],"carried":["2026-11-22/calcium/1"],"handle":"guid/:1.5/7","confirmed":false}');
INSERT INTO "fact" VALUES(3,'0000000000000002','2026-11-22T21:45:00.123456+01:00','2026-11-22','delivery',NULL,'{"stage":"failed","reminders":["2026-11-22/warm/1"],"reason":"nobody there: “ž”"}');
INSERT INTO "fact" VALUES(4,'0000000000000003','2026-11-22T21:45:00.123456+01:00','2026-11-22','answer',NULL,'{"verb":"done","reminder":"2026-11-22/stretch/1","via":"button"}');
INSERT INTO "fact" VALUES(5,'0000000000000004','2026-11-22T21:45:00.123456+01:00','2026-11-22','answer',NULL,'{"verb":"snooze","reminder":"2026-11-22/stretch/1","via":"command","back":"2026-11-22T21:45:00.123456+01:00"}');
INSERT INTO "fact" VALUES(6,'0000000000000005','2026-11-22T21:45:00.123456+01:00','2026-11-22','answer',NULL,'{"verb":"skip","reminder":"2026-11-22/stretch/1","via":"command","reason":"tired"}');
INSERT INTO "fact" VALUES(7,'0000000000000006','2026-11-22T21:45:00.123456+01:00','2026-11-22','activity',NULL,'{"sort":"hike","when":"2026-11-22T21:45:00.123456+01:00","duration":90.5,"distance_km":8.5,"ascent_m":60,"descent_m":70,"effort":2,"pack_kg":3,"note":"with the dog"}');
INSERT INTO "fact" VALUES(8,'0000000000000007','2026-11-22T21:45:00.123456+01:00','2026-11-22','activity',NULL,'{"sort":"trip","when":"2026-11-22T21:45:00.123456+01:00","duration":360.0,"mode":"train"}');
INSERT INTO "fact" VALUES(9,'0000000000000008','2026-11-22T21:45:00.123456+01:00','2026-11-22','activity',NULL,'{"sort":"work","when":"2026-11-22T21:45:00.123456+01:00"}');
INSERT INTO "fact" VALUES(10,'0000000000000009','2026-11-22T21:45:00.123456+01:00','2026-11-22','cramp',NULL,'{"when":"2026-11-22T21:45:00.123456+01:00","side":"left","place":"calf","pain":0,"minutes":3,"note":"\"quotes\"\nand lines"}');
INSERT INTO "fact" VALUES(11,'000000000000000a','2026-11-22T21:45:00.123456+01:00','2026-11-22','cramp',NULL,'{"when":"2026-11-22T21:45:00.123456+01:00"}');
INSERT INTO "fact" VALUES(12,'000000000000000b','2026-11-22T21:45:00.123456+01:00','2026-11-22','pause',NULL,'{}');
INSERT INTO "fact" VALUES(13,'000000000000000c','2026-11-22T21:45:00.123456+01:00','2026-11-22','pause',NULL,'{"until":"2026-12-01","reason":"travel"}');
INSERT INTO "fact" VALUES(14,'000000000000000d','2026-11-22T21:45:00.123456+01:00','2026-11-22','resume',NULL,'{}');
INSERT INTO "fact" VALUES(15,'000000000000000e','2026-11-22T21:45:00.123456+01:00','2026-11-22','undo','0123456789abcdef','{"target":"0123456789abcdef"}');
INSERT INTO "fact" VALUES(16,'000000000000000f','2026-11-22T21:45:00.123456+01:00','2026-11-22','timetable',NULL,'{"written":"2026-11-22T21:45:00.123456+01:00","times":{"stretch/1":["21:45","21:45","21:45","21:45","21:45","21:45",""]}}');
INSERT INTO "fact" VALUES(17,'da2285bbaf52c6b5','2026-11-22T21:45:00+01:00','2026-11-22','held',NULL,'{"reminders":["2026-11-22/stretch/1"],"reason":"locked"}');
INSERT INTO "fact" VALUES(18,'166bf47fc797344d','2026-11-22T21:45:00+01:00','2026-11-22','clock',NULL,'{"was":"2027-12-27T21:45:00+01:00","now":"2026-11-22T21:45:00+01:00"}');
INSERT INTO "fact" VALUES(19,'00000000000000f0','2026-11-22T21:45:00+01:00','2026-11-22','morning',NULL,'{"said":"cramps","via":"command","cramps":2,"pain":6,"sleep_loss":3}');
INSERT INTO "fact" VALUES(20,'00000000000000f1','2026-11-22T21:45:00+01:00','2026-11-22','eased',NULL,'{"habit":"stretch","step":1,"because":"ignored","evidence":["2026-11-20/stretch/1"]}');
INSERT INTO "fact" VALUES(21,'00000000000000f2','2026-11-22T21:45:00+01:00','2026-11-22','proposed',NULL,'{"sort":"time","habit":"stretch","was":"21:45","now":"22:05","evidence":["2026-11-20/stretch/1"]}');
INSERT INTO "fact" VALUES(22,'00000000000000f3','2026-11-22T21:45:00+01:00','2026-11-22','decided',NULL,'{"proposal":"00000000000000f2","verb":"yes","via":"command"}');
INSERT INTO "fact" VALUES(23,'00000000000000f4','2026-11-22T21:45:00+01:00','2026-11-22','remark',NULL,'{"name":"week.fraction","habit":"stretch","done":5,"of":7}');
INSERT INTO "fact" VALUES(24,'00000000000000f5','2026-11-22T21:45:00+01:00','2026-11-22','expected',NULL,'{"key":"a1b2c3d4e5f60718","sort":"trip","begins":"2026-11-24T21:45:00+01:00","ends":"2026-11-25T03:45:00+01:00","mode":"train","source":"0f1e2d3c"}');
INSERT INTO "fact" VALUES(25,'00000000000000f6','2026-11-22T21:45:00+01:00','2026-11-22','expected',NULL,'{"key":"a1b2c3d4e5f60719","sort":"hike","begins":"2026-11-27T21:45:00+01:00","ends":"2026-11-27T22:45:00+01:00","timed":false}');
INSERT INTO "fact" VALUES(26,'00000000000000f7','2026-11-22T21:45:00+01:00','2026-11-22','unexpected',NULL,'{"key":"a1b2c3d4e5f60719"}');
INSERT INTO "fact" VALUES(27,'00000000000000f8','2026-11-22T21:45:00+01:00','2026-11-22','confirmed',NULL,'{"key":"a1b2c3d4e5f60718","happened":true,"via":"button"}');
INSERT INTO "fact" VALUES(28,'00000000000000f9','2026-11-22T21:45:00+01:00','2026-11-22','cold',NULL,'{"degrees":-3.5}');
INSERT INTO "fact" VALUES(29,'00000000000000fa','2026-11-22T21:45:00+01:00','2026-11-22','signs',NULL,'{"ticked":["warm-skin"],"denied":["hard-vein"]}');
CREATE INDEX fact_of_night ON fact (night);
CREATE INDEX fact_undoing ON fact (target) WHERE target IS NOT NULL;
CREATE INDEX fact_silence ON fact (seq) WHERE kind IN ('pause', 'resume');
CREATE INDEX fact_activity ON fact (night) WHERE kind = 'activity';
CREATE INDEX fact_timetable ON fact (night) WHERE kind = 'timetable';
CREATE TRIGGER fact_never_changes BEFORE UPDATE ON fact
    BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER fact_never_goes BEFORE DELETE ON fact
    BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE INDEX fact_clock ON fact (seq) WHERE kind = 'clock';
CREATE INDEX fact_eased ON fact (night) WHERE kind = 'eased';
CREATE INDEX fact_expected ON fact (night)
    WHERE kind IN ('expected', 'unexpected', 'confirmed')
    ;
CREATE INDEX fact_of_person ON fact (seq)
    WHERE kind NOT IN (
        'delivery', 'timetable', 'held', 'clock', 'eased', 'proposed', 'remark',
        'expected', 'unexpected'
    )
    ;
COMMIT;
PRAGMA user_version = 4;
