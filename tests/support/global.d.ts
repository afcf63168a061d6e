declare global {
  var anjiaTestPostgres: { stop(): Promise<void> } | undefined;
}

export {};
