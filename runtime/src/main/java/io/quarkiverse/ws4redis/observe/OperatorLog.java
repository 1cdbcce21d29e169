package io.quarkiverse.ws4redis.observe;

import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/**
 * What an operator may want to act on. An identifier keeps its meaning for good, so that alerts can name it: texts may change, a
 * number is never given to anything else. The page on operations explains each; a test holds it to this.
 */
@MessageLogger(projectCode = "WS4R-", length = 4)
public interface OperatorLog {

    /** {@return the log, with the category of a class} */
    static OperatorLog of(Class<?> category) {
        return Logger.getMessageLogger(OperatorLog.class, category.getName());
    }

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1, value = "Redis link %s: %s; connecting again until it works")
    void redisLinkDown(String state, String why);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 2, value = "Redis link works again")
    void redisLinkUpAgain();

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3, value = "Redis Cluster not known: %s; asking again until it is")
    void clusterUnknown(String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 4, value = "Redis refused a subscription: %s")
    void subscriptionRefused(String error);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 5, value = "Message of an unknown version on %s dropped; is another program publishing there?")
    void unknownVersion(String redisChannel);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 10, value = "Node %s is gone; removing its connections from presence")
    void nodeGone(String node);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 11, value = "Presence of this node not removed, the other nodes will do it: %s")
    void presenceNotRemoved(String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 12, value = "Connection %s could not be told that it is replaced; its node will find out when it refreshes "
            + "presence: %s")
    void replacedNotTold(String connection, String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 20, value = "%d bytes wait to be written to connections; the %d slowest are closed")
    void tooMuchWaits(long bytes, int closed);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 21, value = "Closing %d connections within %s")
    void draining(int connections, Object duration);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 22, value = "%d connections are still open and will be cut")
    void connectionsCut(int connections);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 30, value = "A WsUrlAuthenticator is active: tokens in URLs get into the logs of proxies and browsers. Prefer an "
            + "auth message or a header.")
    void tokensInUrls();

    /** Without the exception: its text could hold the query. */
    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 31, value = "URL authenticator failed with %s for connection %s")
    void urlAuthenticatorFailed(String exception, String connection);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 32, value = "%s is deprecated: it is a setting of Django ws4redis, set %s instead")
    void deprecatedSetting(String name, String option);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 40, value = "Request failed: %s of connection %s, reference %s")
    void requestFailed(@Cause Throwable cause, String what, String connection, String reference);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 41, value = "Database not reachable for %s of connection %s, reference %s")
    void databaseAway(@Cause Throwable cause, String what, String connection, String reference);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 42, value = "%s of kind %s failed for %s:%s")
    void hookFailed(@Cause Throwable cause, String hook, String authenticator, String kind, String pk);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 43, value = "Message not sent after commit")
    void notSentAfterCommit(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 44, value = "Change of %s not published to channel %s")
    void changeNotPublished(@Cause Throwable cause, String entity, String channel);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 45, value = "Whose permissions a change of %s concerns is not known: all that it may concern are asked "
            + "for again")
    void concernedNotKnown(@Cause Throwable cause, String entity);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 46, value = "The nodes could not be told that permissions have changed, which is tried again: %s")
    void recheckNotTold(String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 47, value = "Permission of connection %s for %s could not be asked for again, and perhaps others; they are kept "
            + "for %d s at the most")
    void recheckFailed(@Cause Throwable cause, String connection, Object topic, long seconds);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 50, value = "Outbox not read or not emptied; what is left is sent when it is overdue")
    void outboxNotEmptied(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 51, value = "The outbox cannot be read; not told again before it can")
    void outboxNotRead(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 52, value = "Message %d of the outbox was refused, attempt %d; next one in %d ms")
    void outboxRefused(long message, int attempt, long delayMillis);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 53, value = "Message %d of the outbox was refused %d times and is given up. It stays in the table")
    void outboxGivenUp(long message, int attempts);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 54, value = "Published %d messages of the outbox that had waited, the oldest for %d s")
    void outboxLate(int messages, long seconds);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 55, value = "Messages of %d topics are left in the outbox for the other nodes")
    void outboxLeft(int topics);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 56, value = "Outbox not handed over; what is left is sent when it is overdue")
    void outboxNotHandedOver(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 57, value = "Redis works and takes no messages of the outbox at the moment: %s. They wait; others like it are "
            + "only counted")
    void outboxHeldUp(String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 60, value = "A message on channel %s did not go to Django workers: %s; others like it are only counted")
    void withheldFromDjango(String channel, String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 61, value = "A message of Django workers on channel %s was dropped: %s; others like it are only counted")
    void djangoMessageDropped(String channel, String why);
}
