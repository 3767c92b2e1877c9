namespace TradingBot.Configuration;

/// <summary>The limits of the rules: one section for each, named like the rule. What a preset says holds where the settings say nothing else.</summary>
public sealed record LimitSettings
{
    /// <summary>The account size whose limits are taken from presets.json.</summary>
    public string Preset { get; init; } = "";

    /// <summary>Of the rule max_order_size.</summary>
    public MaxOrderSizeLimits MaxOrderSize { get; init; } = new();

    /// <summary>Of the rule max_order_value.</summary>
    public MaxOrderValueLimits MaxOrderValue { get; init; } = new();

    /// <summary>Of the rule price_collar.</summary>
    public PriceCollarLimits PriceCollar { get; init; } = new();

    /// <summary>Of the rule duplicate_order.</summary>
    public DuplicateOrderLimits DuplicateOrder { get; init; } = new();

    /// <summary>Of the rule self_match.</summary>
    public SelfMatchLimits SelfMatch { get; init; } = new();

    /// <summary>Of the rule max_working_orders.</summary>
    public MaxWorkingOrdersLimits MaxWorkingOrders { get; init; } = new();

    /// <summary>Of the rule message_throttle.</summary>
    public MessageThrottleLimits MessageThrottle { get; init; } = new();

    /// <summary>Of the rule repeated_execution.</summary>
    public RepeatedExecutionLimits RepeatedExecution { get; init; } = new();

    /// <summary>Of the rule max_contracts_per_instrument.</summary>
    public MaxContractsLimits MaxContractsPerInstrument { get; init; } = new();

    /// <summary>Of the rule max_contracts_account.</summary>
    public AccountContractsLimits MaxContractsAccount { get; init; } = new();

    /// <summary>Of the rule scaling_plan.</summary>
    public ScalingPlanLimits ScalingPlan { get; init; } = new();

    /// <summary>Of the rule margin_credit.</summary>
    public MarginCreditLimits MarginCredit { get; init; } = new();

    /// <summary>Of the rule correlated_exposure.</summary>
    public CorrelatedExposureLimits CorrelatedExposure { get; init; } = new();

    /// <summary>Of the rule permitted_products.</summary>
    public PermittedProductsLimits PermittedProducts { get; init; } = new();

    /// <summary>Of the rule missing_stop.</summary>
    public MissingStopLimits MissingStop { get; init; } = new();

    /// <summary>Of the rule per_trade_risk.</summary>
    public PerTradeRiskLimits PerTradeRisk { get; init; } = new();

    /// <summary>Of the rule position_unrealized_loss.</summary>
    public PositionLossLimits PositionUnrealizedLoss { get; init; } = new();

    /// <summary>Of the rule daily_realized_loss.</summary>
    public DailyRealizedLossLimits DailyRealizedLoss { get; init; } = new();

    /// <summary>Of the rule daily_total_loss.</summary>
    public DailyTotalLossLimits DailyTotalLoss { get; init; } = new();

    /// <summary>Of the rule trailing_drawdown.</summary>
    public TrailingDrawdownLimits TrailingDrawdown { get; init; } = new();

    /// <summary>Of the rule daily_profit_lock.</summary>
    public DailyProfitLockLimits DailyProfitLock { get; init; } = new();

    /// <summary>Of the rule consistency_cap.</summary>
    public ConsistencyCapLimits ConsistencyCap { get; init; } = new();

    /// <summary>Of the rule trade_frequency.</summary>
    public TradeFrequencyLimits TradeFrequency { get; init; } = new();

    /// <summary>Of the rule loss_streak_cooldown.</summary>
    public LossStreakLimits LossStreakCooldown { get; init; } = new();

    /// <summary>Of the rule blackout_window.</summary>
    public BlackoutLimits BlackoutWindow { get; init; } = new();

    /// <summary>Of the rule session_end_flatten.</summary>
    public SessionEndLimits SessionEndFlatten { get; init; } = new();

    /// <summary>Of the rule stale_market_data.</summary>
    public StaleMarketDataLimits StaleMarketData { get; init; } = new();

    /// <summary>Of the rule spread_limit.</summary>
    public SpreadLimits SpreadLimit { get; init; } = new();

    /// <summary>Of the rule volatility_halt.</summary>
    public VolatilityHaltLimits VolatilityHalt { get; init; } = new();

    /// <summary>Of the rule connectivity_loss.</summary>
    public ConnectivityLimits ConnectivityLoss { get; init; } = new();

    /// <summary>Of the rule reconciliation_break.</summary>
    public ReconciliationLimits ReconciliationBreak { get; init; } = new();

    /// <summary>Of the rule kill_switch.</summary>
    public KillSwitchLimits KillSwitch { get; init; } = new();
}
