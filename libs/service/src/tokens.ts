/** The service's own checked settings: `@Inject(CONFIG) config: ConfigOf<typeof intakeConfig>`. */
export const CONFIG = Symbol('trillium:config');
/** The settings every process has: `@Inject(BASE_CONFIG) base: BaseConfig`. */
export const BASE_CONFIG = Symbol('trillium:base-config');
