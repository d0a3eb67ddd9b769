-- CreateTable
CREATE TABLE "JourneyPoint" (
    "sessionId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "data" BLOB NOT NULL,
    "hash" BLOB NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,

    PRIMARY KEY ("sessionId", "seq"),
    CONSTRAINT "JourneyPoint_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "JourneyDamage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "sessionId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "whole" BOOLEAN NOT NULL,
    "data" BLOB NOT NULL,
    "hash" BLOB NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "JourneyDamage_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "JourneyPoint_createdAt_idx" ON "JourneyPoint"("createdAt");

-- CreateIndex
CREATE INDEX "JourneyDamage_sessionId_idx" ON "JourneyDamage"("sessionId");

-- CreateIndex
CREATE INDEX "JourneyDamage_createdAt_idx" ON "JourneyDamage"("createdAt");
