/**
 * Events for JDK Flight Recorder. Where nothing records, and where a kind of event is not enabled, they cost nothing that could
 * be measured: the JIT compiler removes them. None has static state, which a native image would keep from its build. Internal.
 */
package io.quarkiverse.ws4redis.observe.jfr;
