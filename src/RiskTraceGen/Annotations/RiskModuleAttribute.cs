using System.ComponentModel;

namespace RiskTraceGen;

/// <summary>
/// Names the generated module of an assembly, so that the modules of the assemblies that reference it can compose it. Written by the generator.
/// </summary>
/// <param name="moduleType">The generated <see cref="RiskModule"/>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RiskModuleAttribute(Type moduleType) : Attribute
{
    /// <summary>The generated module.</summary>
    public Type ModuleType { get; } = moduleType;
}
