package io.quarkiverse.ws4redis.it;

import java.util.List;
import java.util.Map;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.Ws4Redis;
import io.quarkiverse.ws4redis.WsConnectionRef;
import io.quarkiverse.ws4redis.WsPresence;
import io.quarkiverse.ws4redis.WsPublished;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.mutiny.Uni;

/** Lets the tests call the server API. */
@Path("/server")
public class ServerSide {

    private final Ws4Redis ws;

    ServerSide(Ws4Redis ws) {
        this.ws = ws;
    }

    @POST
    @Path("/user")
    public Uni<Integer> sendToUser(@QueryParam("name") String name, JsonNode message) {
        return ws.sendToUser(name, message);
    }

    @POST
    @Path("/publish")
    public Uni<Integer> publish(@QueryParam("facility") String facility, @QueryParam("channel") String channel,
            @QueryParam("pk") List<String> pks, JsonNode message) {
        Ws4Redis to = facility == null ? ws : ws.facility(facility);
        return pks.isEmpty() ? to.publishToChannel(channel, message) : to.publishAll(channel, pks, message);
    }

    @POST
    @Path("/once")
    public Uni<WsPublished> once(@QueryParam("channel") String channel, @QueryParam("pk") String pk,
            @QueryParam("key") String key, JsonNode message) {
        return ws.publishOnce(channel, pk, key, message);
    }

    @POST
    @Path("/burst")
    public int burst(@QueryParam("name") String name, @QueryParam("count") int count) {
        int received = 0;
        for (int i = 0; i < count; i++) {
            received += ws.sendToUserAndAwait(name, Map.of("i", i));
        }
        return received;
    }

    @POST
    @Path("/flood")
    public int flood(@QueryParam("channel") String channel, @QueryParam("pk") String pk, @QueryParam("count") int count,
            @QueryParam("size") int size) {
        int received = 0;
        String padding = "x".repeat(size);
        for (int i = 0; i < count; i++) {
            received += ws.publishAndAwait(channel, pk, new Numbered(i, padding));
        }
        return received;
    }

    /** A message that can be told from the others. */
    public record Numbered(int i, String padding) {
    }

    @POST
    @Path("/broadcast")
    public Uni<Integer> broadcast(JsonNode message) {
        return ws.broadcast(message);
    }

    @POST
    @Path("/logout")
    public Uni<Void> logout(@QueryParam("kind") String kind, @QueryParam("pk") String pk) {
        return ws.logout(kind, pk);
    }

    @POST
    @Path("/disconnect")
    public Uni<Void> disconnect(@QueryParam("connection") String connection) {
        return ws.disconnect(connection);
    }

    @POST
    @Path("/recheck")
    public Uni<Void> recheck(@QueryParam("kind") String kind, @QueryParam("pk") String pk) {
        return ws.recheck(kind, pk);
    }

    /** By a proxy that Hibernate has not filled yet. */
    @POST
    @Path("/group")
    @Transactional
    public int publishToGroup(@QueryParam("pk") long pk, JsonNode message) {
        return ws.publishAndAwait(Group.getEntityManager().getReference(Group.class, pk), message);
    }

    @POST
    @Path("/project")
    @Transactional
    public void createProject(@QueryParam("pk") long pk, @QueryParam("name") String name) {
        Project project = new Project();
        project.id = pk;
        project.name = name;
        project.persist();
    }

    @POST
    @Path("/project/name")
    @Transactional
    public void renameProject(@QueryParam("pk") long pk, @QueryParam("name") String name) {
        Project.<Project>findById(pk).name = name;
    }

    @GET
    @Path("/online")
    public Uni<Boolean> online(@QueryParam("kind") String kind, @QueryParam("pk") String pk) {
        return ws.isOnline(kind, pk);
    }

    @GET
    @Path("/connections")
    public Uni<List<WsConnectionRef>> connections(@QueryParam("kind") String kind, @QueryParam("pk") String pk) {
        return ws.connections(kind, pk);
    }

    @GET
    @Path("/presence")
    public Uni<WsPresence> presence(@QueryParam("channel") String channel, @QueryParam("pk") String pk) {
        return ws.presence(channel, pk);
    }

    @GET
    @Path("/hooks")
    public List<String> hooks() {
        return HookLog.lines();
    }

    @POST
    @Path("/membership")
    @Transactional
    public void membership(@QueryParam("member") long member, @QueryParam("group") long group,
            @QueryParam("in") boolean in) {
        Member m = Member.findById(member);
        if (in) {
            m.groups.add(group);
        } else {
            m.groups.remove(group);
        }
    }

    @POST
    @Path("/after-commit")
    @Transactional
    public void afterCommit(@QueryParam("name") String name, @QueryParam("doomed") boolean doomed,
            @QueryParam("fail") boolean fail, JsonNode message) {
        if (doomed) {
            QuarkusTransaction.setRollbackOnly();
        }
        ws.afterCommit().sendToUser(name, message);
        if (fail) {
            throw new IllegalStateException("rolled back on purpose");
        }
    }
}
