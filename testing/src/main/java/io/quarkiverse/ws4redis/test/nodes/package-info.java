/** Further nodes of the application under test. */
package io.quarkiverse.ws4redis.test.nodes;
