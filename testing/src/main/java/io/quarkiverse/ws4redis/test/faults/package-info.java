/** What goes wrong between nodes, Redis and clients, at a test's command. */
package io.quarkiverse.ws4redis.test.faults;
