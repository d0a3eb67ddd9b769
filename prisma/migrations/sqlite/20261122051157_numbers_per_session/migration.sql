-- Numbers of pieces used to count over all sessions together; from here on per session, without holes. The last number of each session stays
-- what it was, so that calendar rows, which remember one, never see them run back; the pieces before it are counted down from there. A
-- journey without a snapshot gets its first piece as one, because pieces without a snapshot count from 1.

INSERT INTO "JourneySnapshot" ("sessionId", "seq", "data", "hash", "updatedAt")
SELECT "sessionId", "seq", "data", "hash", "createdAt" FROM "JourneyUpdate"
WHERE "seq" IN (SELECT min("seq") FROM "JourneyUpdate" GROUP BY "sessionId")
  AND "sessionId" NOT IN (SELECT "sessionId" FROM "JourneySnapshot");
DELETE FROM "JourneyUpdate" AS piece WHERE EXISTS (
    SELECT 1 FROM "JourneySnapshot" AS snapshot WHERE snapshot."sessionId" = piece."sessionId" AND snapshot."seq" >= piece."seq"
);

-- CreateTable
CREATE TABLE "JourneyHead" (
    "sessionId" TEXT NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    CONSTRAINT "JourneyHead_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "JourneyAuthor" (
    "sessionId" TEXT NOT NULL,
    "client" BIGINT NOT NULL,
    "memberId" TEXT NOT NULL,

    PRIMARY KEY ("sessionId", "client"),
    CONSTRAINT "JourneyAuthor_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

INSERT INTO "JourneyHead" ("sessionId", "seq")
SELECT "sessionId", max("seq")
FROM (SELECT "sessionId", "seq" FROM "JourneyUpdate" UNION ALL SELECT "sessionId", "seq" FROM "JourneySnapshot")
GROUP BY "sessionId";

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_JourneyUpdate" (
    "sessionId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "data" BLOB NOT NULL,
    "hash" BLOB NOT NULL,
    "memberId" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,

    PRIMARY KEY ("sessionId", "seq"),
    CONSTRAINT "JourneyUpdate_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_JourneyUpdate" ("createdAt", "data", "hash", "memberId", "seq", "sessionId")
SELECT "createdAt", "data", "hash", "memberId",
       head."seq" + 1 - row_number() OVER (PARTITION BY old."sessionId" ORDER BY old."seq" DESC), old."sessionId"
FROM "JourneyUpdate" AS old JOIN "JourneyHead" AS head ON head."sessionId" = old."sessionId";
DROP TABLE "JourneyUpdate";
ALTER TABLE "new_JourneyUpdate" RENAME TO "JourneyUpdate";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

UPDATE "JourneySnapshot" SET "seq" = head."seq" - (
    SELECT count(*) FROM "JourneyUpdate" AS piece WHERE piece."sessionId" = head."sessionId"
)
FROM "JourneyHead" AS head WHERE head."sessionId" = "JourneySnapshot"."sessionId";
