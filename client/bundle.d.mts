export const SHIPPED: string;
export const LIMIT: number;
export function bundle(): Promise<{ text: string; gzipped: number }>;
