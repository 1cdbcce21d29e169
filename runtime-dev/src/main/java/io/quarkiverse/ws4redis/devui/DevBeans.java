package io.quarkiverse.ws4redis.devui;

/** The beans of this package, for the build step that registers them. */
public final class DevBeans {

    private DevBeans() {
    }

    /** {@return the bean classes} */
    public static Class<?>[] all() {
        return new Class<?>[]{Changes.class, ConsoleAuthenticator.class, DevObserver.class, Explanation.class, Tickets.class,
                Trace.class};
    }

    /** {@return the classes whose public methods the pages call} */
    public static Class<?>[] services() {
        return new Class<?>[]{ConnectionsJsonRpcService.class, ConsoleJsonRpcService.class, OpenChannelsJsonRpcService.class,
                PresenceJsonRpcService.class, TraceJsonRpcService.class};
    }
}
