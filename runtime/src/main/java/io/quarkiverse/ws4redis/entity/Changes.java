package io.quarkiverse.ws4redis.entity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkiverse.ws4redis.WsChange;

/**
 * What a transaction has done so far in one session: one change for each row, or two if it has put a new row in the place of one
 * that it removed. For one thread at a time, as the session is.
 */
final class Changes {

    private final Map<RowKey, RowChange> byRow = new LinkedHashMap<>();
    private final List<RowChange> replaced = new ArrayList<>();

    void add(RowChange change) {
        RowChange earlier = byRow.get(change.row());
        if (earlier != null && earlier.change() == WsChange.REMOVED && change.change() == WsChange.CREATED) {
            replaced.add(earlier);
            byRow.put(change.row(), change);
        } else {
            byRow.merge(change.row(), change, RowChange::and);
        }
    }

    /** {@return the changes, those of replaced rows first, then in the order of the rows' first ones} */
    List<RowChange> all() {
        return Stream.concat(replaced.stream(), byRow.values().stream()).toList();
    }
}
