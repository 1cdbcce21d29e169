package io.quarkiverse.ws4redis.protocol;

/**
 * Bounds of what is parsed.
 *
 * @param nameLength the longest name, in characters
 * @param names how many pks or channels a request may name
 * @param depth how deep its JSON may be nested
 * @param numberLength how many characters a number may have
 */
public record RequestLimits(int nameLength, int names, int depth, int numberLength) {
}
