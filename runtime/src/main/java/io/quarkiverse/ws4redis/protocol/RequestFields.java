package io.quarkiverse.ws4redis.protocol;

import java.util.List;

import io.quarkiverse.ws4redis.protocol.FieldReader.Field;
import io.quarkiverse.ws4redis.protocol.Request.Envelope;

/** The fields of a request, or of one entry of a {@code resubscribe}, as they were found. */
final class RequestFields {
    String action;
    boolean actionGiven;
    String kind;
    String id;
    boolean idFits = true;
    String channel;
    String channelJson;
    List<String> pks = List.of();
    boolean pkList;
    boolean pkFits = true;
    boolean tooMany;
    String message;
    Field<String> key = Field.none();
    Field<Position> recover = Field.none();
    Field<Long> limit = Field.none();
    Field<Long> since = Field.none();
    List<RequestFields> channels;
    boolean channelsFit;
    boolean tooManyChannels;

    Envelope envelope() {
        String pk = !pkList && pks.size() == 1 ? pks.get(0) : null;
        return new Envelope(id, action, channelJson, pk);
    }
}
