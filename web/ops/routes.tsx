import type { RouteObject } from 'react-router';

/** The desktop surface, each page lazy. */
export const opsRoutes: RouteObject[] = [];
