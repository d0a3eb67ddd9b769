import { answer } from '@/server/http/answer';
import { refuseWith } from '@/server/http/failure';

// Addresses that do not exist answer in the shape of every error, not with a page.
const nothingHere = (request: Request): Promise<Response> => answer(request, async () => refuseWith('notFound'));

export const GET = nothingHere;
export const POST = nothingHere;
export const PATCH = nothingHere;
export const DELETE = nothingHere;
