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
    "sessionId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "JourneyHead_pkey" PRIMARY KEY ("sessionId")
);

-- CreateTable
CREATE TABLE "JourneyAuthor" (
    "sessionId" TEXT NOT NULL,
    "client" BIGINT NOT NULL,
    "memberId" TEXT NOT NULL,

    CONSTRAINT "JourneyAuthor_pkey" PRIMARY KEY ("sessionId","client")
);

INSERT INTO "JourneyHead" ("sessionId", "seq")
SELECT "sessionId", max("seq")
FROM (SELECT "sessionId", "seq" FROM "JourneyUpdate" UNION ALL SELECT "sessionId", "seq" FROM "JourneySnapshot") AS known
GROUP BY "sessionId";

-- DropIndex
DROP INDEX "JourneyUpdate_sessionId_seq_idx";

-- AlterTable
ALTER TABLE "JourneyUpdate" DROP CONSTRAINT "JourneyUpdate_pkey",
ALTER COLUMN "seq" DROP DEFAULT;
DROP SEQUENCE "JourneyUpdate_seq_seq";

UPDATE "JourneyUpdate" AS piece SET "seq" = counted."number"
FROM (
    SELECT old."sessionId", old."seq",
           head."seq" + 1 - row_number() OVER (PARTITION BY old."sessionId" ORDER BY old."seq" DESC) AS "number"
    FROM "JourneyUpdate" AS old JOIN "JourneyHead" AS head ON head."sessionId" = old."sessionId"
) AS counted
WHERE counted."sessionId" = piece."sessionId" AND counted."seq" = piece."seq";

UPDATE "JourneySnapshot" SET "seq" = head."seq" - (
    SELECT count(*) FROM "JourneyUpdate" AS piece WHERE piece."sessionId" = head."sessionId"
)
FROM "JourneyHead" AS head WHERE head."sessionId" = "JourneySnapshot"."sessionId";

-- AlterTable
ALTER TABLE "JourneyUpdate" ADD CONSTRAINT "JourneyUpdate_pkey" PRIMARY KEY ("sessionId", "seq");

-- AddForeignKey
ALTER TABLE "JourneyHead" ADD CONSTRAINT "JourneyHead_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JourneyAuthor" ADD CONSTRAINT "JourneyAuthor_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
