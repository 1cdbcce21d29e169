/** The seam to the application: what generated classes implement, and on what thread they are called. Internal. */
package io.quarkiverse.ws4redis.dispatch;
