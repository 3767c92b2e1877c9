using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>The assembly and the modules that it references.</summary>
internal static class AssemblyParser
{
    /// <summary>The class that hands out the module.</summary>
    public const string RiskTracing = "RiskTracing";

    private const string ModuleName = "RiskTracingModule";

    /// <summary>What a public type bears that does not keep the rules of the Common Language Specification, in an assembly that does.</summary>
    public static string NotCompliant { get; } = $"[{AttributeName.Marked("System", "CLSCompliant")}(false)]";

    /// <param name="compilation">What has the types and the references; of attributes, and what they speak of, it may be an earlier one.</param>
    /// <param name="rootNamespace">The root namespace, as the build tells it.</param>
    /// <param name="isCompliant">Whether the assembly says that it keeps the rules of the Common Language Specification.</param>
    public static AssemblyModel Parse(Compilation compilation, string? rootNamespace, bool isCompliant)
    {
        string name = compilation.AssemblyName ?? "";
        string wished = Identifier(string.IsNullOrWhiteSpace(rootNamespace) ? name : rootNamespace!);
        string module = wished == Identifier(name) ? ModuleName : string.Join("_", name.Split('.').Select(ForeignNames.Identifier)) + ModuleName;
        string root = Free(wished, module, compilation);
        return new AssemblyModel(
            name,
            root,
            module,
            compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication,
            isCompliant,
            Modules(compilation).OrderBy(module => module.Full, StringComparer.Ordinal).ToEquatableArray(),
            Deadlines(compilation).ToEquatableArray(),
            GeneratedNames.EndingWith(compilation, root, EventParser.RulesEnding).ToEquatableArray());
    }

    /// <summary>Whether an assembly says that it keeps the rules of the Common Language Specification.</summary>
    public static bool IsCompliant(Compilation compilation) => SaysCompliant(compilation).Any();

    /// <summary>The attributes of an assembly that say it.</summary>
    public static IEnumerable<AttributeData> SaysCompliant(Compilation compilation)
        => compilation.Assembly.GetAttributes().Where(attribute
            => attribute is { AttributeClass: { } type, ConstructorArguments: [{ Value: true }] } && WellKnown.Is(type, "System", "CLSCompliantAttribute", 0));

    private static IEnumerable<TypeRef> Modules(Compilation compilation)
    {
        foreach (IAssemblySymbol assembly in compilation.SourceModule.ReferencedAssemblySymbols)
            if (Annotations.CanAnnotate(assembly) && ModuleOf(assembly, compilation) is { } module)
                yield return TypeRefs.Plain(module);
    }

    private static IEnumerable<DeadlineModel> Deadlines(Compilation compilation)
        => compilation.SourceModule.ReferencedAssemblySymbols
            .Where(assembly => Annotations.CanAnnotate(assembly) && ModuleOf(assembly, compilation) is null)
            .SelectMany(assembly => DeadlineParser.OfAssembly(Annotations.FindAll(assembly, Annotations.FlowDeadline)))
            .OrderBy(deadline => deadline.FlowType, StringComparer.Ordinal);

    private static INamedTypeSymbol? ModuleOf(IAssemblySymbol assembly, Compilation compilation)
        => Annotations.Find(assembly, Annotations.RiskModule) is { ConstructorArguments: [{ Value: INamedTypeSymbol module }] }
            && Access.CanName(module, compilation)
                ? module
                : null;

    // A namespace cannot be called as a type is, and the innermost needs room for the module and for what hands it out: it gets an underscore.
    private static string Free(string wished, string module, Compilation compilation)
    {
        string name = "";
        foreach (string segment in wished.Split('.'))
        {
            name += name.Length == 0 ? segment : "." + segment;
            while (compilation.GetTypeByMetadataName(name.Replace("@", "")) is { } type
                && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
                name += "_";
        }

        while (GeneratedNames.IsSaid(compilation, name, RiskTracing) || GeneratedNames.IsSaid(compilation, name, module))
            name += "_";
        return name;
    }

    /// <summary>A namespace made of an assembly's name.</summary>
    private static string Identifier(string name)
        => string.Join(".", name.Split('.').Select(segment => TypeRefs.Escape(ForeignNames.Identifier(segment))));
}
