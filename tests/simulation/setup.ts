import { install } from './support/globals';

install();
