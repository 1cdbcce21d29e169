package io.quarkiverse.ws4redis.broker;

/** What makes a member the same one: a connection may come again as the same identity, with other terms. */
record MemberKey(String connectionId, String kind, String pk) {

    static MemberKey of(Member member) {
        return new MemberKey(member.connectionId(), member.kind(), member.pk());
    }
}
