-- AlterTable
ALTER TABLE "JourneySnapshot" ADD COLUMN "schemaVersion" INTEGER;
