package org.guaranteebench.journal;

/**
 * Why a measured trial deserves doubt. It stays in the results; the flag travels with it.
 *
 * @param code short and stable, for scripts: {@code generator-lag}
 * @param message what was seen, with figures
 */
public record Flag(String code, String message) {}
