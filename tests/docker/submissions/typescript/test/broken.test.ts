import './nothing-there';
import { LruCache } from '../src/index';
