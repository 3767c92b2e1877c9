namespace TradingBot.Configuration;

/// <summary>The limits of the rules: one section for each, named like the rule. What a preset says holds where the settings say nothing else.</summary>
public sealed record LimitSettings
{
    /// <summary>The account size whose limits are taken from presets.json.</summary>
    public string Preset { get; set; } = "";

    /// <summary>Of the rule max_order_size.</summary>
    public MaxOrderSizeLimits MaxOrderSize { get; set; } = new();

    /// <summary>Of the rule max_order_value.</summary>
    public MaxOrderValueLimits MaxOrderValue { get; set; } = new();

    /// <summary>Of the rule price_collar.</summary>
    public PriceCollarLimits PriceCollar { get; set; } = new();

    /// <summary>Of the rule duplicate_order.</summary>
    public DuplicateOrderLimits DuplicateOrder { get; set; } = new();

    /// <summary>Of the rule self_match.</summary>
    public SelfMatchLimits SelfMatch { get; set; } = new();

    /// <summary>Of the rule max_working_orders.</summary>
    public MaxWorkingOrdersLimits MaxWorkingOrders { get; set; } = new();

    /// <summary>Of the rule message_throttle.</summary>
    public MessageThrottleLimits MessageThrottle { get; set; } = new();

    /// <summary>Of the rule repeated_execution.</summary>
    public RepeatedExecutionLimits RepeatedExecution { get; set; } = new();

    /// <summary>Of the rule max_contracts_per_instrument.</summary>
    public MaxContractsLimits MaxContractsPerInstrument { get; set; } = new();

    /// <summary>Of the rule max_contracts_account.</summary>
    public AccountContractsLimits MaxContractsAccount { get; set; } = new();

    /// <summary>Of the rule scaling_plan.</summary>
    public ScalingPlanLimits ScalingPlan { get; set; } = new();

    /// <summary>Of the rule margin_credit.</summary>
    public MarginCreditLimits MarginCredit { get; set; } = new();

    /// <summary>Of the rule correlated_exposure.</summary>
    public CorrelatedExposureLimits CorrelatedExposure { get; set; } = new();

    /// <summary>Of the rule permitted_products.</summary>
    public PermittedProductsLimits PermittedProducts { get; set; } = new();

    /// <summary>Of the rule missing_stop.</summary>
    public MissingStopLimits MissingStop { get; set; } = new();

    /// <summary>Of the rule per_trade_risk.</summary>
    public PerTradeRiskLimits PerTradeRisk { get; set; } = new();

    /// <summary>Of the rule position_unrealized_loss.</summary>
    public PositionLossLimits PositionUnrealizedLoss { get; set; } = new();

    /// <summary>Of the rule daily_realized_loss.</summary>
    public DailyRealizedLossLimits DailyRealizedLoss { get; set; } = new();

    /// <summary>Of the rule daily_total_loss.</summary>
    public DailyTotalLossLimits DailyTotalLoss { get; set; } = new();

    /// <summary>Of the rule trailing_drawdown.</summary>
    public TrailingDrawdownLimits TrailingDrawdown { get; set; } = new();

    /// <summary>Of the rule daily_profit_lock.</summary>
    public DailyProfitLockLimits DailyProfitLock { get; set; } = new();

    /// <summary>Of the rule consistency_cap.</summary>
    public ConsistencyCapLimits ConsistencyCap { get; set; } = new();

    /// <summary>Of the rule trade_frequency.</summary>
    public TradeFrequencyLimits TradeFrequency { get; set; } = new();

    /// <summary>Of the rule loss_streak_cooldown.</summary>
    public LossStreakLimits LossStreakCooldown { get; set; } = new();

    /// <summary>Of the rule blackout_window.</summary>
    public BlackoutLimits BlackoutWindow { get; set; } = new();

    /// <summary>Of the rule session_end_flatten.</summary>
    public SessionEndLimits SessionEndFlatten { get; set; } = new();

    /// <summary>Of the rule stale_market_data.</summary>
    public StaleMarketDataLimits StaleMarketData { get; set; } = new();

    /// <summary>Of the rule spread_limit.</summary>
    public SpreadLimits SpreadLimit { get; set; } = new();

    /// <summary>Of the rule volatility_halt.</summary>
    public VolatilityHaltLimits VolatilityHalt { get; set; } = new();

    /// <summary>Of the rule connectivity_loss.</summary>
    public ConnectivityLimits ConnectivityLoss { get; set; } = new();

    /// <summary>Of the rule reconciliation_break.</summary>
    public ReconciliationLimits ReconciliationBreak { get; set; } = new();

    /// <summary>Of the rule kill_switch.</summary>
    public KillSwitchLimits KillSwitch { get; set; } = new();
}
