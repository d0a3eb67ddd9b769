-- AlterTable
ALTER TABLE "JourneyHead" ADD COLUMN     "restored" INTEGER NOT NULL DEFAULT 0;
