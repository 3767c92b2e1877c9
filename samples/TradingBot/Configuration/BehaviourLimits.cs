namespace TradingBot.Configuration;

/// <summary>How many trades there may be.</summary>
public sealed record TradeFrequencyLimits
{
    /// <summary>In any minute.</summary>
    public int PerMinute { get; set; }

    /// <summary>In any hour.</summary>
    public int PerHour { get; set; }

    /// <summary>In a trading day.</summary>
    public int PerSession { get; set; }

    /// <summary>How long nothing new is opened above that.</summary>
    public int CoolDownMinutes { get; set; }
}

/// <summary>After which losses to pause.</summary>
public sealed record LossStreakLimits
{
    /// <summary>So many in a row.</summary>
    public int Losses { get; set; }

    /// <summary>Or one of so many US dollars.</summary>
    public decimal Amount { get; set; }

    /// <summary>How long nothing new is opened.</summary>
    public int CoolDownMinutes { get; set; }
}

/// <summary>When nothing may be opened.</summary>
public sealed record BlackoutLimits
{
    /// <summary>On every trading day.</summary>
    public List<DailyWindow> Daily { get; set; } = [];

    /// <summary>Whole trading days.</summary>
    public List<DateOnly> Holidays { get; set; } = [];

    /// <summary>Around announcements.</summary>
    public List<NewsWindow> News { get; set; } = [];
}

/// <summary>When to be flat.</summary>
public sealed record SessionEndLimits
{
    /// <summary>This long before the trading day closes.</summary>
    public int MinutesBeforeClose { get; set; }
}

/// <summary>A stretch of the day, by the clock in Chicago. One that ends before it begins runs over midnight.</summary>
public sealed record DailyWindow
{
    /// <summary>What it is.</summary>
    public string Name { get; set; } = "";

    /// <summary>The first moment.</summary>
    public TimeOnly From { get; set; }

    /// <summary>The first moment after it.</summary>
    public TimeOnly To { get; set; }
}

/// <summary>A stretch of time around an announcement.</summary>
public sealed record NewsWindow
{
    /// <summary>What is announced.</summary>
    public string Name { get; set; } = "";

    /// <summary>The first moment.</summary>
    public DateTimeOffset Start { get; set; }

    /// <summary>The first moment after it.</summary>
    public DateTimeOffset End { get; set; }
}
