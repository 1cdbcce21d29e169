package io.quarkiverse.ws4redis.devui;

import java.util.List;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.session.ConnectionView;

/**
 * A connection as the page shows it.
 *
 * @param id its id
 * @param facility its facility
 * @param identity kind and pk; {@code null} before authentication
 * @param uuid the uuid of its credentials; {@code null} before authentication
 * @param onlyOne whether it replaces all others of its identity
 * @param sinceMillis when it was opened, in milliseconds since 1970
 * @param subscriptions its channels, with pks behind a slash
 * @param waitingBytes how many bytes wait to be written to it
 */
record ConnectionRow(String id, String facility, String identity, String uuid, boolean onlyOne, long sinceMillis,
        List<String> subscriptions, long waitingBytes) {

    static ConnectionRow of(ConnectionView connection) {
        WsCredentials who = connection.who();
        return new ConnectionRow(connection.id(), connection.facility(), who == null ? null : who.toString(),
                who == null ? null : who.uuid(), who != null && who.onlyOne(), connection.since().toEpochMilli(),
                connection.subscriptions().stream().map(ConnectionRow::name).sorted().toList(),
                connection.waitingBytes());
    }

    private static String name(Topic topic) {
        return topic.pk() == null ? topic.channel() : topic.channel() + "/" + topic.pk();
    }
}
