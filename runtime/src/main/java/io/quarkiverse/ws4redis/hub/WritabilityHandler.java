package io.quarkiverse.ws4redis.hub;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Tells when a channel has room again. At the head of the pipeline, because Vert.x' own handler does not pass this on. */
final class WritabilityHandler extends ChannelInboundHandlerAdapter {

    private final Runnable onChange;

    WritabilityHandler(Runnable onChange) {
        this.onChange = onChange;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        onChange.run();
        context.fireChannelWritabilityChanged();
    }
}
