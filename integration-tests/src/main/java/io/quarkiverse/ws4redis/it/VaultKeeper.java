package io.quarkiverse.ws4redis.it;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import io.quarkiverse.ws4redis.Ws4Redis;

/** Lets the tests decide who may be in a vault. */
@Path("/vault")
@Transactional
public class VaultKeeper {

    private final Ws4Redis ws;

    VaultKeeper(Ws4Redis ws) {
        this.ws = ws;
    }

    @POST
    @Path("/create")
    public void create(@QueryParam("pk") long pk) {
        Vault vault = new Vault();
        vault.id = pk;
        vault.persist();
    }

    @POST
    @Path("/close")
    public void close(@QueryParam("pk") long pk, @QueryParam("fail") boolean fail) {
        Vault.<Vault>findById(pk).closed = true;
        if (fail) {
            Vault.flush();
            throw new IllegalStateException("rolled back on purpose");
        }
    }

    /** Bulk statements are not seen. */
    @POST
    @Path("/close-unseen")
    public void closeUnseen(@QueryParam("pk") long pk) {
        Vault.update("closed = true where id = ?1", pk);
        ws.afterCommit().recheckSubscribers("vault", pk);
    }

    @POST
    @Path("/pass")
    public void pass(@QueryParam("id") long id, @QueryParam("pk") long pk, @QueryParam("member") long member) {
        Pass pass = new Pass();
        pass.id = id;
        pass.vault = Vault.findById(pk);
        pass.member = Member.findById(member);
        pass.persist();
    }

    @POST
    @Path("/move-pass")
    public void movePass(@QueryParam("id") long id, @QueryParam("pk") long pk) {
        Pass.<Pass>findById(id).vault = Vault.findById(pk);
    }

    @POST
    @Path("/remove-pass")
    public void removePass(@QueryParam("id") long id) {
        Pass.findById(id).delete();
    }

    @POST
    @Path("/ban")
    public void ban(@QueryParam("id") long id, @QueryParam("member") long member) {
        Ban ban = new Ban();
        ban.id = id;
        ban.member = Member.findById(member);
        ban.persist();
    }

    @POST
    @Path("/unban")
    public void unban() {
        Ban.deleteAll();
    }
}
