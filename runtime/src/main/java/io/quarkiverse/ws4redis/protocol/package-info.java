/**
 * Frames in and out: parsing, encoding, error codes and close codes. Pure functions and data, no I/O; internal to the
 * extension.
 */
package io.quarkiverse.ws4redis.protocol;
