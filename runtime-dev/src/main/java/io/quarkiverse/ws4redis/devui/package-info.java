/**
 * What the pages of the Dev UI ask. The artifact is a dev mode dependency of the extension: no other application has a class of
 * this package.
 */
package io.quarkiverse.ws4redis.devui;
