namespace RiskTraceGen;

/// <summary>
/// What the disk refuses, told once until it works again. Noted where it happens, which may be under locks; told by the journal's own thread.
/// </summary>
/// <param name="tell">Receives what happened and why.</param>
internal sealed class DiskTrouble(Action<string, Exception> tell)
{
    private readonly object _noting = new();
    private (string What, Exception Why)? _untold;
    private bool _isOn;

    /// <summary>Notes a failure; told if none was since the last success.</summary>
    public void Begin(string what, Exception why)
    {
        lock (_noting)
        {
            if (_isOn)
                return;

            _isOn = true;
            _untold = (what, why);
        }
    }

    /// <summary>Notes a success.</summary>
    public void End()
    {
        lock (_noting)
            _isOn = false;
    }

    /// <summary>Tells what has not been told.</summary>
    public void Tell()
    {
        (string What, Exception Why) untold;
        lock (_noting)
        {
            if (_untold is not { } noted)
                return;

            untold = noted;
            _untold = null;
        }

        tell(untold.What, untold.Why);
    }
}
