/** What becomes visible of requests and messages in traces, in applications with OpenTelemetry. Internal. */
package io.quarkiverse.ws4redis.observe.tracing;
