/** Small histories of different shapes; each runs on both engines. */
export const histories: Readonly<Record<string, readonly string[]>> = {
  "tables and columns": [
    "CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, n VARCHAR(20) NOT NULL DEFAULT 'x');\nINSERT INTO a (n) VALUES ('a'), ('b');\n",
    "ALTER TABLE a ADD COLUMN m INT DEFAULT 7, ADD INDEX by_n (n);\nALTER TABLE a MODIFY n VARCHAR(40) NOT NULL;\nUPDATE a SET m = id * 2;\n",
    "ALTER TABLE a CHANGE n note VARCHAR(60);\nALTER TABLE a DROP COLUMN m;\nRENAME TABLE a TO b;\n",
  ],
  "foreign keys": [
    "CREATE TABLE p (id INT PRIMARY KEY);\nCREATE TABLE c (id INT PRIMARY KEY, p INT, CONSTRAINT to_p FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE);\n",
    "INSERT INTO p VALUES (1), (2), (3);\nINSERT INTO c VALUES (1, 1), (2, 2), (3, 2);\nDELETE FROM p WHERE id = 2;\n",
    "SET FOREIGN_KEY_CHECKS = 0;\nINSERT INTO c VALUES (9, 99);\nSET FOREIGN_KEY_CHECKS = 1;\nALTER TABLE c DROP FOREIGN KEY to_p;\n",
  ],
  "procedures under a delimiter": [
    "CREATE TABLE t (n INT);\nDELIMITER //\nCREATE PROCEDURE fill (IN upto INT) BEGIN DECLARE i INT DEFAULT 0; WHILE i < upto DO INSERT INTO t VALUES (i); SET i = i + 1; END WHILE; END//\nDELIMITER ;\nCALL fill(5);\n",
    "DELIMITER $$\nCREATE FUNCTION twice (n INT) RETURNS INT DETERMINISTIC RETURN n * 2$$\nDELIMITER ;\nUPDATE t SET n = twice(n);\nDROP PROCEDURE fill;\n",
  ],
  triggers: [
    "CREATE TABLE t (id INT PRIMARY KEY, n INT);\nCREATE TABLE seen (id INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(40));\n",
    "DELIMITER //\nCREATE TRIGGER watch AFTER INSERT ON t FOR EACH ROW BEGIN INSERT INTO seen (what) VALUES (CONCAT('new ', NEW.id)); END//\nDELIMITER ;\nINSERT INTO t VALUES (1, 1), (2, 2);\n",
    "DROP TRIGGER watch;\nINSERT INTO t VALUES (3, 3);\n",
  ],
  views: [
    "CREATE TABLE t (id INT PRIMARY KEY, n INT);\nINSERT INTO t VALUES (1, 5), (2, 6);\nCREATE VIEW v AS SELECT id, n + 1 AS m FROM t WHERE n > 5;\n",
    "CREATE OR REPLACE VIEW v AS SELECT id, n * 2 AS m FROM t;\nCREATE TABLE copied AS SELECT * FROM v;\n",
  ],
  "transactions and variables": [
    "CREATE TABLE t (id INT PRIMARY KEY, n INT);\nSTART TRANSACTION;\nINSERT INTO t VALUES (1, 1);\nINSERT INTO t VALUES (2, 2);\nCOMMIT;\n",
    "SET @most = (SELECT MAX(n) FROM t);\nINSERT INTO t VALUES (3, @most + 1);\nBEGIN;\nDELETE FROM t;\nROLLBACK;\n",
  ],
  "prepared statements": [
    "CREATE TABLE t (id INT PRIMARY KEY);\nSET @sql = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 't' AND column_name = 'n') = 0, 'ALTER TABLE t ADD COLUMN n INT', 'SELECT 1');\nPREPARE s FROM @sql;\nEXECUTE s;\nDEALLOCATE PREPARE s;\nINSERT INTO t VALUES (1, 2);\n",
  ],
  "a dump with executable comments": [
    "/*!40101 SET NAMES utf8mb4 */;\n/*!40014 SET @old_checks = @@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS = 0 */;\nDROP TABLE IF EXISTS `t`;\nCREATE TABLE `t` (`id` int NOT NULL, `s` varchar(40) DEFAULT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\nLOCK TABLES `t` WRITE;\n/*!40000 ALTER TABLE `t` DISABLE KEYS */;\nINSERT INTO `t` VALUES (1, 'a;b'), (2, 'it''s'), (3, \"two\\nlines\");\n/*!40000 ALTER TABLE `t` ENABLE KEYS */;\nUNLOCK TABLES;\n/*!40014 SET FOREIGN_KEY_CHECKS = @old_checks */;\n",
  ],
  "texts, comments and line breaks": [
    "-- a comment; with a semicolon\nCREATE TABLE t (id INT PRIMARY KEY, s TEXT) COMMENT 'it''s; fine'; # another\n/* and; one */ INSERT INTO t VALUES (1, 'ä€😀'), (2, '\\'quoted\\''), (3, 'a\r\nb');\n",
    "INSERT INTO t VALUES (4, '-- none'), (5, '/* none */'), (6, X'41');\n",
  ],
  "rows of many kinds": [
    "CREATE TABLE t (id INT PRIMARY KEY, d DECIMAL(20,5), f DOUBLE, b VARBINARY(9), at DATETIME(3), j JSON);\nINSERT INTO t VALUES (1, 1.5, 0.1, X'00FF', '2026-01-02 03:04:05.678', '{\"a\": 1}'), (2, NULL, NULL, NULL, NULL, NULL);\n",
    "INSERT INTO t (id, d) VALUES (1, 9) ON DUPLICATE KEY UPDATE d = d + 1;\nREPLACE INTO t (id, f) VALUES (2, 1e100);\nINSERT IGNORE INTO t (id) VALUES (1), (3);\nDELETE FROM t WHERE id = 3;\n",
  ],
};
