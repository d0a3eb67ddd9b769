-- CreateTable
CREATE TABLE "JourneyPoint" (
    "sessionId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "data" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "JourneyPoint_pkey" PRIMARY KEY ("sessionId","seq")
);

-- CreateTable
CREATE TABLE "JourneyDamage" (
    "id" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "whole" BOOLEAN NOT NULL,
    "data" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "JourneyDamage_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "JourneyPoint_createdAt_idx" ON "JourneyPoint"("createdAt");

-- CreateIndex
CREATE INDEX "JourneyDamage_sessionId_idx" ON "JourneyDamage"("sessionId");

-- CreateIndex
CREATE INDEX "JourneyDamage_createdAt_idx" ON "JourneyDamage"("createdAt");

-- AddForeignKey
ALTER TABLE "JourneyPoint" ADD CONSTRAINT "JourneyPoint_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JourneyDamage" ADD CONSTRAINT "JourneyDamage_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
