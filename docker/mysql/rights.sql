-- Run once, when the server's volume is empty. The server made the user; these are its rights:
-- the product's own databases, which each part creates and keeps up to date itself.
GRANT ALL ON `lianyi\_%`.* TO 'lianyi'@'%';
