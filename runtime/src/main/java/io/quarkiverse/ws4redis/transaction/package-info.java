/**
 * The application's transactions, those of JTA and those of Hibernate Reactive: what is done before and after their commit.
 * Internal.
 */
package io.quarkiverse.ws4redis.transaction;
