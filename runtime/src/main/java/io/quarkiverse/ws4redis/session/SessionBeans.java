package io.quarkiverse.ws4redis.session;

/** The beans of this package, for the build step that registers them. */
public final class SessionBeans {

    private SessionBeans() {
    }

    /** {@return the bean classes} */
    public static Class<?>[] all() {
        return new Class<?>[]{AuthHandler.class, ChannelMembers.class, ChannelSettings.class, CommitHook.class,
                CommittedMessages.class, ControlPlane.class, CustomHandler.class, Drain.class, EntityKeys.class, Entrance.class,
                HistoryHandler.class, HistoryPolicy.class, Identification.class, Lifecycle.class, MemoryGuard.class,
                PermissionCalls.class, PermissionClock.class, Permissions.class, PresenceHandler.class, PresenceHooks.class,
                Publisher.class, PublishHandler.class, Rechecks.class, RecheckSender.class, Requests.class,
                RequestTracing.class, ServerApi.class, SessionGauges.class, SessionIndex.class, Sessions.class,
                SessionServices.class, SubscribeHandler.class};
    }
}
