using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

/// <summary>A clock that a test moves, and that lets it act at the moment at which somebody reads it.</summary>
internal sealed class TappedClock : FakeTimeProvider
{
    /// <summary>Called on the thread that reads the clock, before it is read.</summary>
    public Action? OnRead { get; set; }

    public override long GetTimestamp()
    {
        OnRead?.Invoke();
        return base.GetTimestamp();
    }
}
