"""The engines that implement `index.engine.Engine`; none of them knows another."""
